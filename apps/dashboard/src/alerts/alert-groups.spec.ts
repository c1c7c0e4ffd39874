import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '@lockstep/contracts';
import { grouped } from './alert-groups.ts';

const alert = (id: string, more: Partial<AlertView> = {}): AlertView =>
  ({
    id,
    status: 'firing',
    severity: 'warning',
    acknowledged: null,
    assignee: null,
    suppressed: [],
    ...more,
  }) as AlertView;
const by = (id: string) => [{ by: 'inhibition', id, text: 'the cause', until: null }] as const;
const shown = (alerts: readonly AlertView[]) =>
  grouped(alerts).map(({ word, items }) => [
    word,
    ...items.map((item) => [item.alert.id, ...item.effects.map(({ id }) => id)].join('<')),
  ]);

describe('the inbox', () => {
  it('parts what was over before it fired from what was resolved', () => {
    const resolved = { status: 'resolved' } as const;
    const fired = alert('1', { ...resolved, firedAt: '2026-11-23T01:00:00.000Z' });
    expect(shown([fired, alert('2', { ...resolved, severity: null, firedAt: null })])).toEqual([
      ['Resolved', '1'],
      ['Passed by itself', '2'],
    ]);
  });

  it('stands under what is to be done, nobody’s first', () => {
    expect(
      shown([
        alert('1', { assignee: 'anna' }),
        alert('2', { status: 'pending', severity: null }),
        alert('3'),
        alert('4', { status: 'recovering' }),
        alert('5', { suppressed: [{ by: 'silence', id: 's', text: 'moved', until: null }] }),
      ]),
    ).toEqual([
      ['Not taken', '3'],
      ['Taken', '1'],
      ['Kept quiet', '5'],
      ['Recovering', '4'],
      ['Pending', '2'],
    ]);
  });

  it('folds what a cause inhibits under that cause, through causes of causes', () => {
    expect(shown([alert('1'), alert('2', { suppressed: by('1') }), alert('3', { suppressed: by('2') })])).toEqual([
      ['Not taken', '1<2<3'],
    ]);
  });

  it('begins with what concerns many', () => {
    expect(shown([alert('1'), alert('2', { rule: 'suspected' }), alert('3', { rule: 'lockstep' })])).toEqual([
      ['Not taken', '2', '3', '1'],
    ]);
  });

  it('keeps what is inhibited by something that is not in the list in sight', () => {
    expect(shown([alert('2', { suppressed: by('1') })])).toEqual([['Kept quiet', '2']]);
  });

  it('loses nothing where two say that the other is the cause', () => {
    const all = shown([alert('1', { suppressed: by('2') }), alert('2', { suppressed: by('1') })]).join();
    expect(all).toContain('1');
    expect(all).toContain('2');
  });
});
