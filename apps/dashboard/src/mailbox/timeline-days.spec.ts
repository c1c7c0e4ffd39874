import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '@lockstep/contracts';
import { byDay, hasFailed, inOrder, joinedLines, kindOf, shapeOf } from './timeline-days.ts';

const entry = (observedAt: string, change: Partial<TimelineEntry> = {}): TimelineEntry => ({
  cursor: observedAt,
  type: 'ReplicaReported',
  observedAt,
  recordedAt: observedAt,
  summary: '',
  data: null,
  ...change,
});

describe('the timeline', () => {
  it('is cut into days', () => {
    const same = (a: number, b: number) =>
      new Date(a).toISOString().slice(0, 10) === new Date(b).toISOString().slice(0, 10);
    const days = byDay(
      [entry('2026-11-23T08:00:00Z'), entry('2026-11-23T07:00:00Z'), entry('2026-11-21T07:00:00Z')],
      same,
    );
    expect(days.map((day) => day.entries.length)).toEqual([2, 1]);
  });

  it('stands in the order in which it happened, not in that in which it was learned', () => {
    const late = entry('2026-11-20T08:00:00Z');
    const passed = entry('2026-11-23T07:00:00Z', { type: 'DeadlineReached' });
    const now = entry('2026-11-23T08:00:00Z');
    expect(inOrder([late, passed, now])).toEqual([now, late]);
  });

  it('says reports in a row as one line', () => {
    const report = (seq: number) => entry(`2026-11-23T0${seq}:00:00Z`, { summary: `Report ${seq}: nothing changed` });
    const sync = (trigger: string, outcome = 'succeeded') =>
      entry('2026-11-23T03:30:00Z', { type: 'SyncAttempted', summary: trigger, data: { trigger, outcome } });
    const summaries = (entries: TimelineEntry[]) => joinedLines(entries).map(({ summary }) => summary);
    expect(summaries([report(5), report(4), sync('manual'), report(3)])).toEqual([
      '2 reports, the newest: nothing changed',
      'manual',
      'Report 3: nothing changed',
    ]);
    // What the schedule completes is as ordinary as the reports of it; what failed is not.
    expect(summaries([report(5), sync('schedule'), report(4), sync('schedule', 'failed'), report(3)])).toEqual([
      '1 sync completed, 2 reports, the newest: nothing changed',
      'schedule',
      'Report 3: nothing changed',
    ]);
    expect(summaries([sync('schedule'), sync('schedule')])).toEqual(['2 syncs completed']);
  });

  it('says a judgement that falls on many folders at once as one line', () => {
    const stale = (name: string, at: string) =>
      entry(at, {
        type: 'ConditionRaised',
        summary: `Stale: ${name}`,
        data: { condition: { rule: 'stale', severity: null } },
      });
    const moment = '2026-11-23T08:00:00Z';
    const lines = joinedLines([stale('Inbox', moment), stale('Sent', moment), stale('Old', '2026-11-23T07:00:00Z')]);
    expect(lines.map((line) => line.summary)).toEqual(['Stale: Inbox and 1 more folder', 'Stale: Old']);
  });

  it('gives a judgement the shape of its status, and a cleared one that of in step', () => {
    expect(shapeOf(entry('', { type: 'ConditionRaised', data: { condition: { rule: 'mismatch' } } }))).toBe(
      'mismatched',
    );
    expect(shapeOf(entry('', { type: 'ConditionCleared', data: { condition: { rule: 'mismatch' } } }))).toBe('in-step');
    expect(shapeOf(entry('', { type: 'ConditionRaised', data: { condition: { rule: 'trouble' } } }))).toBeNull();
  });

  it('knows syncs, and which of them failed', () => {
    const failed = entry('', { type: 'SyncAttempted', data: { outcome: 'partial' } });
    expect([kindOf(failed), hasFailed(failed)]).toEqual(['sync', true]);
    expect(hasFailed(entry('', { type: 'SyncAttempted', data: { outcome: 'succeeded' } }))).toBe(false);
  });
});
