import { expect, it } from '@jest/globals';
import type { AlertDetail } from '@lockstep/contracts';
import { absolute } from '../figures/time.ts';
import { takenText } from './report-taken.ts';

const NOW = Date.parse('2026-11-23T16:00:00Z');
const alert = (more: Partial<AlertDetail>) =>
  ({
    ...{ id: '7', acknowledged: null, assignee: null, suppressed: [], messages: [], told: 0 },
    ...{ firedAt: '2026-11-23T15:40:00Z', regressedAt: null },
    ...more,
  }) as unknown as AlertDetail;
const said = (more: Partial<AlertDetail>) => takenText({ alert: '7' }, alert(more), NOW).replaceAll('\u00a0', ' ');

it('says that nobody has taken it and nobody was told, and what is not known', () => {
  expect(said({})).toBe('Nobody has taken it. Nobody has been told.');
  expect(takenText({ alert: '7' }, null, NOW)).toContain('could not be read');
  expect(takenText({ alert: null }, null, NOW)).toContain('not raised yet');
});

it('says who has taken it and when, and each channel with when it was told', () => {
  const at = '2026-11-23T15:45:00Z';
  const sent = { channel: 'a', channelName: 'Night desk', via: 'email', kind: 'firing', state: 'sent' } as const;
  const messages = [
    { ...sent, id: '2', channel: 'b', channelName: 'Chat', state: 'dead', at, endedAt: at },
    { ...sent, id: '1', at, endedAt: at },
  ] as unknown as AlertDetail['messages'];
  const when = absolute(Date.parse(at));
  expect(said({ acknowledged: { by: 'anna', at, until: null, comment: 'on it' }, messages, told: 1 })).toBe(
    `Taken by anna ${when} (“on it”). Told: Night desk ${when} and Chat (not delivered).`,
  );
});
