import { describe, expect, it } from '@jest/globals';
import { makeFleet } from '../fleet/fleet.ts';
import { observe, type Observation } from '../observe.ts';
import { inStep } from '../stories/in-step.ts';
import { minutes } from '../time.ts';
import { history, nextReport } from './history.ts';
import { createReporter } from './reporter.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const [mailbox] = makeFleet({ mailboxes: 1, seed: 3, anchor: NOON, story: inStep });
const EPOCH = 'b0c4f3a2-0000-4000-8000-000000000001';
const seen = (at = NOON): Observation => observe(mailbox!, at, at)!;

describe('a reporter', () => {
  it('says everything first, with what the client is, and then only what changed', () => {
    const reporter = createReporter(EPOCH);
    expect(reporter.next(seen(), 60)).toMatchObject({ seq: 1, kind: 'full', client: mailbox!.client.facts });
    const [first, ...others] = seen().folders;
    const moved = { ...first!, serverItems: 12_345 };
    const delta = reporter.next({ ...seen(), folders: [moved, ...others] }, 60);
    expect(delta).toMatchObject({ seq: 2, kind: 'delta', folders: [moved] });
    expect(delta).not.toHaveProperty('client');
  });

  it('says of the client and its profile what they are now when either changes', () => {
    const reporter = createReporter(EPOCH);
    reporter.next(seen(), 60);
    const client = { ...seen().client, storeId: 'another' };
    expect(reporter.next({ ...seen(), client }, 60)).toMatchObject({ kind: 'delta', client });
    expect(reporter.next({ ...seen(), client }, 60)).not.toHaveProperty('client');
  });

  it('sends a heartbeat when nothing changed', () => {
    const reporter = createReporter(EPOCH);
    reporter.next(seen(), 60);
    expect(reporter.next(seen(), 60)).not.toHaveProperty('folders');
  });

  it('says everything again after it forgot', () => {
    const reporter = createReporter(EPOCH);
    reporter.next(seen(), 60);
    reporter.forget();
    expect(reporter.next(seen(), 60)).toMatchObject({ seq: 2, kind: 'full' });
  });
});

describe('a history', () => {
  it('has a report each interval, none of them doubled, and live time goes on right behind it', () => {
    const told = [...history(mailbox!, createReporter(EPOCH), 1_800, NOON - minutes(600), NOON)];
    const times = told.map((report) => Date.parse(report.observedAt));
    expect(times.slice(1).every((at, index) => at - times[index]! === minutes(30))).toBe(true);
    expect(told.map((report) => report.seq)).toEqual(told.map((_, index) => index + 1));
    expect(nextReport(mailbox!, 60, NOON)).toBeGreaterThan(times.at(-1)!);
  });
});
