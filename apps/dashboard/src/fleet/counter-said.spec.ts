import { expect, it } from '@jest/globals';
import type { FleetChangeView, FleetView, IncidentView } from '@lockstep/contracts';
import { saidOf, type Changes } from './counter-said.ts';

const now = Date.parse('2026-11-23T12:00:00.000Z');
const none = { mismatched: 0, stale: 0, silent: 0, unknown: 0, 'catching-up': 0, 'in-step': 0 };
const nowhere = { mismatched: null, stale: null, silent: null, unknown: null, 'catching-up': null, 'in-step': null };
const fleet = (statuses: Partial<typeof none>, late = 0) =>
  ({ total: 200, statuses: { ...none, ...statuses }, silence: { late, missing: 0, neverReported: 0 } }) as FleetView;
const change = (statuses: Partial<typeof none> | null, lastSeen = {}): FleetChangeView => ({
  from: '2026-11-23T00:00:00.000Z',
  statuses: statuses && { ...none, ...statuses },
  lastSeen: { ...nowhere, ...lastSeen },
});
const today = (view: FleetChangeView | undefined): Changes => ({ today: view, outbreak: undefined });
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

it('says by how many it changed today, with a true minus, and nothing where it did not', () => {
  const said = (then: number) => plain(saidOf('stale', fleet({ stale: 18 }), today(change({ stale: then })), now));
  expect([14, 20, 18].map(said)).toEqual(['9.0 % · +4 today', '9.0 % · −2 today', '9.0 %']);
});

it('says nothing of a change while what was before is unknown', () => {
  expect(plain(saidOf('stale', fleet({ stale: 18 }), today(undefined), now))).toBe('9.0 %');
  expect(plain(saidOf('stale', fleet({ stale: 18 }), today(change(null)), now))).toBe('9.0 %');
});

it('says since when there is none, and no time that nobody knows', () => {
  const seen = change({}, { stale: '2026-11-22T20:00:00.000Z' });
  expect(plain(saidOf('stale', fleet({}), today(seen), now))).toBe('none for 16 h');
  expect(saidOf('unknown', fleet({}), today(seen), now)).toBe('none');
});

it('names the beginning of an incident only where that explains the number', () => {
  const incident = { replicas: 50, since: new Date(now - 3_600_000).toISOString() } as IncidentView;
  const changes = { today: change({ stale: 2 }), outbreak: { incident, change: change({ unknown: 1, stale: 2 }) } };
  expect(saidOf('unknown', fleet({ unknown: 51 }), changes, now)).toMatch(/ · \+50 since\u00a0\d\d:\d\d$/);
  expect(plain(saidOf('stale', fleet({ stale: 5 }), changes, now))).toBe('2.5 % · +3 today');
  // Many more as well, but fewer than what the incident turned.
  expect(plain(saidOf('stale', fleet({ unknown: 51, stale: 40 }), changes, now))).toBe('20.0 % · +38 today');
});

it('says of the silent how they are silent', () => {
  expect(plain(saidOf('silent', fleet({ silent: 9 }, 9), today(change({ silent: 5 })), now))).toBe('9 late · +4 today');
});

it('says how many of the silent are in maintenance, of as many as are silent', () => {
  const expected = { silentInMaintenance: 3, lastEnd: null, endsUnknown: 0 };
  const said = (silent: number) =>
    plain(saidOf('silent', fleet({ silent }, silent), { ...today(change({ silent: 5 })), expected }, now));
  expect([9, 2].map(said)).toEqual(['3 in maintenance · +4 today', '2 in maintenance · −3 today']);
});

it('says when the last has caught up, as far as that is known and to come', () => {
  const said = (endsUnknown: number, inMs = 3_600_000) =>
    plain(
      saidOf(
        'catching-up',
        fleet({ 'catching-up': 4 }),
        {
          ...today(undefined),
          expected: { silentInMaintenance: 0, lastEnd: new Date(now + inMs).toISOString(), endsUnknown },
        },
        now,
      ),
    );
  expect(said(0)).toMatch(/^last one about \d\d:\d\d$/);
  expect(said(2)).toMatch(/^last known about \d\d:\d\d$/);
  expect(said(0, -1)).toBe('2.0 %');
});
