import { describe, expect, it } from '@jest/globals';
import type { AlertView, TimelineEntry } from '@lockstep/contracts';
import { alertEntries, alertOf, withAlerts } from './alert-entries.ts';

const alert = (change: Partial<AlertView>): AlertView =>
  ({
    id: '1182',
    title: 'Zoë Marchetti: Inbox lacks 944 items',
    mailbox: 'zoe@example.net',
    labels: { name: 'Zoë Marchetti' },
    firedAt: '2026-11-20T16:32:00Z',
    told: 0,
    lastToldAt: null,
    acknowledged: null,
    resolvedAt: null,
    ...change,
  }) as AlertView;

const report = (observedAt: string) => ({ observedAt, type: 'ReplicaReported', data: null }) as TimelineEntry;

describe('the alerts of a mailbox in its timeline', () => {
  it('say when they fired, were told, taken and over', () => {
    const entries = alertEntries([
      alert({
        told: 2,
        lastToldAt: '2026-11-20T17:32:00Z',
        acknowledged: { by: 'Aoife', at: '2026-11-20T18:00:00Z', until: null, comment: 'waiting for her export' },
        resolvedAt: '2026-11-21T08:00:00Z',
      }),
    ]);
    expect(entries.map(({ observedAt, summary }) => [observedAt.slice(11, 16), summary])).toEqual([
      ['16:32', 'Alert #1182 fired: Inbox lacks 944 items'],
      ['17:32', 'Alert #1182 told again, 2 messages so far'],
      ['18:00', 'Alert #1182 taken by Aoife: “waiting for her export”'],
      ['08:00', 'Alert #1182 resolved'],
    ]);
    expect(entries.map(alertOf)).toEqual(['1182', '1182', '1182', '1182']);
  });

  it('are no event where nobody was to be told', () => {
    expect(alertEntries([alert({ firedAt: null, resolvedAt: '2026-11-20T17:00:00Z' })])).toEqual([]);
  });

  it('reach as far back as the log is read', () => {
    const entries = alertEntries([alert({}), alert({ id: '7', firedAt: '2026-11-01T00:00:00Z' })]);
    const read = [report('2026-11-20T16:00:00Z')];
    expect(withAlerts(read, entries, false).map(alertOf)).toEqual([null, '1182']);
    expect(withAlerts(read, entries, true).map(alertOf)).toEqual([null, '1182', '7']);
  });
});
