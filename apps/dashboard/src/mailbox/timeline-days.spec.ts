import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '@lockstep/contracts';
import { byDay, hasFailed, kindOf, shapeOf } from './timeline-days.ts';

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
