import { describe, expect, it } from '@jest/globals';
import { offlineStoreDamaged as rule } from './offline-store-damaged.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';

describe('offline-store-damaged', () => {
  itFollowsTheCode(rule, 'offline-store-damaged');

  it('has what is only offline exported first, with folders and number', () => {
    const folders = [
      aFolder({ path: ['INBOX'], server: 90, offline: 100 }),
      aFolder({ path: ['Sent'], server: 50, offline: 52 }),
    ];
    const evidence = anEvidence({ folders, troubles: ['offline-store-damaged'] });
    const guard = rule.fix!.guard!(evidence, rule.matches(evidence)!)!;
    expect(guard).toMatchObject({ items: 12, folders: [['INBOX'], ['Sent']] });
    expect(guard.text).toContain('Export 10 items in the Inbox and 2 items in Sent first');
  });

  it('sees by a new store id that it was tried, though nobody said so', () => {
    const storeId = { from: 'a', to: 'b', at: NOW - hours(1), position: 88 };
    const { triedByFacts } = rule.fix!;
    expect(triedByFacts!(anEvidence({ changes: { storeId } }), NOW - hours(2))).toEqual({
      at: NOW - hours(1),
      position: 88,
    });
    expect(triedByFacts!(anEvidence({ changes: { storeId } }), NOW)).toBeNull();
  });
});
