import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '@lockstep/contracts';
import { doingOf } from './alert-words.ts';

const NOW = new Date(2026, 10, 23, 8, 41).getTime();
const pending = (more: Partial<AlertView>) =>
  ({
    ...{ status: 'pending', firesAt: null, acknowledged: null, assignee: null, suppressed: [], told: 0 },
    ...{ recoveringSince: null, resolvedAt: null, regressedAt: null, flapping: false },
    ...more,
  }) as unknown as AlertView;
const at = (hour: number, minute: number) => new Date(2026, 10, 23, hour, minute).toISOString();

describe('what is pending', () => {
  it('says when it fires, as long as that is to come', () => {
    const said = (firesAt: string | null) => doingOf(pending({ firesAt }), 'anna', NOW);
    expect(said(at(8, 53))).toEqual([['none', 'fires at 08:53 unless it clears']]);
    expect(said(at(8, 40))).toEqual([['none', 'fires if it lasts']]);
    expect(said(null)).toEqual([['none', 'fires if it lasts']]);
  });
});
