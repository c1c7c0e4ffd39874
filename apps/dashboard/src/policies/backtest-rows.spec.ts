import { describe, expect, it } from '@jest/globals';
import type { BacktestFigures, PolicyBacktest } from '@lockstep/contracts';
import { figureRows, footText, missedText, missedTitle, shortfall } from './backtest-rows.ts';

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ') ?? null;
const HOUR = 3_600_000;
const figures = (over: Partial<BacktestFigures> = {}): BacktestFigures => ({
  alerts: 61,
  users: 44,
  messages: 118,
  flapping: 9,
  nights: 7,
  medianTimeToTellMs: 34 * 60_000,
  problems: 22,
  told: 22,
  ...over,
});
const answer = (over: Partial<PolicyBacktest> = {}): PolicyBacktest => ({
  asked: { days: 7 },
  from: '2026-11-16T12:00:00.000Z',
  to: '2026-11-23T12:00:00.000Z',
  concerned: 10,
  replayed: 10,
  complete: true,
  facts: 11_400_000,
  tookMs: 6_200,
  asIs: figures(),
  proposed: figures({ alerts: 23, medianTimeToTellMs: 2 * HOUR + 4 * 60_000, told: 21 }),
  days: [],
  later: 2,
  untold: 1,
  missed: [],
  saved: { alerts: 38, passed: 36 },
  ...over,
});
const row = (name: string, of = answer()) => figureRows(of).find((one) => one.name === name)!;

describe('the comparison', () => {
  it('says fewer alerts with a true minus, and what is told later or less as worse', () => {
    expect(row('Alerts')).toMatchObject({ asIs: '61', proposed: '23', change: '−38', isWorse: false });
    const time = row('Median time to tell');
    expect([time.proposed, time.change].map(plain)).toEqual(['2 h 04 min', '+1 h 30 min']);
    expect(time.isWorse).toBe(true);
    expect(row('Real problems told')).toMatchObject({
      asIs: '22 of 22',
      proposed: '21 of 22',
      change: '−1',
      isWorse: true,
    });
    expect(row('Flapping alerts')).toMatchObject({ change: '0', isZero: true });
  });

  it('has no change where nothing is proposed, and no time where nothing was told', () => {
    expect(row('Alerts', answer({ proposed: null }))).toMatchObject({ proposed: null, change: null });
    const nothing = answer({ asIs: figures({ medianTimeToTellMs: null, problems: 0, told: 0 }) });
    expect(row('Median time to tell', nothing)).toMatchObject({ asIs: '—', change: '—', isWorse: false });
    expect(row('Real problems told', nothing).asIs).toBe('none');
  });
});

describe('what a change would miss', () => {
  it('is one sentence, whatever it is', () => {
    const title = (later: number, untold: number) => plain(missedTitle({ later, untold }));
    expect(title(2, 1)).toBe('2 real problems would have been told later, 1 not at all');
    expect(title(1, 0)).toBe('1 real problem would have been told later');
    expect(title(0, 3)).toBe('3 real problems would not have been told at all');
  });

  it('says why it was real', () => {
    const one = { replica: 'r', mailbox: 'm', since: '', laterMs: null, lastedMs: 72 * HOUR, by: null };
    expect(plain(missedText({ ...one, because: 'fixed', by: 'K8' }))).toBe('not told; it lasted 3 d, K8 was confirmed');
    expect(plain(missedText({ ...one, laterMs: HOUR, lastedMs: null, because: 'lasted' }))).toBe(
      'told 1 h later; it goes on',
    );
  });
});

describe('the foot line', () => {
  it('says what was saved and how much was read', () => {
    expect(plain(footText(answer()))).toBe(
      '36 of the 38 alerts it saves cleared by themselves within two hours. Replayed 11.4 million facts in 6.2 s.',
    );
    expect(plain(footText(answer({ saved: null, facts: 8_000 })))).toBe('Replayed 8,000 facts in 6.2 s.');
  });

  it('says where less was replayed than was asked for', () => {
    const now = Date.parse('2026-11-23T12:00:00.000Z');
    expect(shortfall(answer(), now)).toBeNull();
    expect(plain(shortfall(answer({ complete: false, replayed: 4 }), now))).toMatch(
      /^Time was up: 4 of 10 mailboxes were/,
    );
    expect(shortfall(answer({ from: '2026-11-20T12:00:00.000Z' }), now)).toMatch(/There is history since Fri 20 Nov/);
  });
});
