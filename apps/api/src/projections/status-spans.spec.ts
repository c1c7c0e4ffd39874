import { describe, expect, it } from '@jest/globals';
import type { Silence, Status } from '@lockstep/contracts';
import { FOREVER } from './read-tables.ts';
import { forgetSpansBefore, turnSpans, type StatusSpan } from './status-spans.ts';

let position = 0;
const turn = (spans: StatusSpan[], at: number, status: Status, recordedAt = at, silence: Silence | null = null) =>
  turnSpans(spans, { at, position: ++position, recordedAt, status, silence, text: () => status });
const line = (spans: readonly StatusSpan[]) =>
  spans.map(({ since, until, status }) => `${since}–${until === FOREVER ? '' : until} ${status}`);

describe('spans of status', () => {
  it('follow each other without gap or overlap', () => {
    const spans: StatusSpan[] = [];
    turn(spans, 10, 'unknown');
    turn(spans, 20, 'in-step');
    expect(turn(spans, 30, 'mismatched')).toHaveLength(2);
    expect(line(spans)).toEqual(['10–20 unknown', '20–30 in-step', '30– mismatched']);
  });

  it('stay as they are while the status does', () => {
    const spans: StatusSpan[] = [];
    turn(spans, 10, 'in-step');
    expect(turn(spans, 20, 'in-step')).toEqual([]);
    expect(line(spans)).toEqual(['10– in-step']);
  });

  it('are rewritten when an earlier moment turns out otherwise; what was thought is superseded, not lost', () => {
    const spans: StatusSpan[] = [];
    turn(spans, 10, 'in-step');
    turn(spans, 60, 'silent', 60, 'late');
    const changed = turn(spans, 20, 'in-step', 100);
    expect(line(spans)).toEqual(['10– in-step']);
    expect(changed).toEqual([
      expect.objectContaining({ since: 60, until: 60, knownFrom: 60, knownTo: 100, silence: 'late' }),
      expect.objectContaining({ since: 10, until: FOREVER, knownTo: FOREVER }),
    ]);
  });

  it('give way to a later word of the very same moment, and go on if that is what was so before', () => {
    const spans: StatusSpan[] = [];
    turn(spans, 10, 'in-step');
    turn(spans, 20, 'mismatched');
    turn(spans, 20, 'stale');
    expect(line(spans)).toEqual(['10–20 in-step', '20– stale']);
    turn(spans, 20, 'in-step');
    expect(line(spans)).toEqual(['10– in-step']);
  });

  it('tell the kinds of silence apart', () => {
    const spans: StatusSpan[] = [];
    turn(spans, 10, 'silent', 10, 'late');
    turn(spans, 20, 'silent', 20, 'missing');
    expect(line(spans)).toEqual(['10–20 silent', '20– silent']);
  });

  it('are forgotten when no report can rewrite them any more, but for the one that holds', () => {
    const spans: StatusSpan[] = [];
    turn(spans, 10, 'unknown');
    turn(spans, 20, 'in-step');
    turn(spans, 30, 'stale');
    forgetSpansBefore(spans, 25);
    expect(line(spans)).toEqual(['20–30 in-step', '30– stale']);
    forgetSpansBefore(spans, 99);
    expect(line(spans)).toEqual(['30– stale']);
  });
});
