import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '@lockstep/contracts';
import { waitingAfter } from './useHeldAlerts.ts';

const alert = (id: string, more: Partial<AlertView> = {}): AlertView =>
  ({
    id,
    status: 'firing',
    severity: 'warning',
    firedAt: null,
    acknowledged: null,
    assignee: null,
    suppressed: [],
    ...more,
  }) as AlertView;

type Waiting = ReturnType<typeof waitingAfter>;
const NOTHING: Waiting = { moving: new Set(), coming: new Set() };
const LISTED = [alert('1'), alert('2')];
type Tab = Parameters<typeof waitingAfter>[3];

/** What waits after each of these changes has come in, one by one. */
function waits(changes: readonly AlertView[], asked: Tab = { tab: 'open', q: undefined }) {
  const end = changes.reduce<Waiting>((held, change) => waitingAfter(held, LISTED, [change], asked, 'admin'), NOTHING);
  return { moving: [...end.moving], coming: [...end.coming] };
}

describe('a list that is looked at', () => {
  it('lets a new alert, and one that would move or leave, wait', () => {
    expect(waits([alert('3'), alert('1', { severity: 'critical' }), alert('2', { status: 'resolved' })])).toEqual({
      moving: ['1', '2'],
      coming: ['3'],
    });
  });

  it('lets nothing wait that stays in its place, or was over before anybody looked', () => {
    expect(waits([alert('1', { title: 'other words' })])).toEqual({ moving: [], coming: [] });
    expect(waits([alert('3'), alert('3', { status: 'resolved' })])).toEqual({ moving: [], coming: [] });
    expect(waits([alert('1', { severity: 'critical' }), alert('1')])).toEqual({ moving: [], coming: [] });
  });

  it('counts only what its tab and its search would show', () => {
    expect(waits([alert('3')], { tab: 'recovering', q: undefined }).coming).toEqual([]);
    expect(waits([alert('3', { assignee: 'admin' })], { tab: 'mine', q: undefined }).coming).toEqual(['3']);
    expect(waits([alert('3')], { tab: 'open', q: 'anna' }).coming).toEqual([]);
  });
});
