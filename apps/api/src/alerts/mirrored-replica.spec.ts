import { describe, expect, it } from '@jest/globals';
import type { Condition, ReplicaEvent } from '@lockstep/domain';
import { conditionsInput, evolveMirrored, UNKNOWN_REPLICA } from './mirrored-replica.ts';

const event = (type: string, data: object): ReplicaEvent =>
  ({ type, data, position: 1, observedAt: 1, recordedAt: 1 }) as unknown as ReplicaEvent;
const condition = (over: Partial<Condition> = {}): Condition => ({
  rule: 'mismatch',
  severity: 'warning',
  folder: ['INBOX'],
  since: 0,
  policyVersion: 1,
  evidence: [],
  ...over,
});
const after = (...events: readonly ReplicaEvent[]) =>
  conditionsInput('r1', events.reduce(evolveMirrored, UNKNOWN_REPLICA), 9);

describe('what alerts know of a replica', () => {
  it('is who it is, what holds, and by how much its folders differ', () => {
    const input = after(
      event('ReplicaEnrolled', { mailbox: 'anna@example.org', device: 'laptop', labels: { site: 'Lyon' } }),
      event('ClientFactsReported', { client: { name: 'mbsync', server: 'imap-03' } }),
      event('ConditionRaised', { condition: condition({ severity: null }), difference: 7, folders: 3 }),
      event('ConditionRaised', { condition: condition(), difference: 12, folders: 4 }),
      event('ConditionRaised', { condition: condition({ folder: ['Sent'], rule: 'stale' }) }),
    );
    expect(input).toMatchObject({
      replica: { id: 'r1', mailbox: 'anna@example.org', server: 'imap-03', labels: { site: 'Lyon' }, client: 'mbsync' },
      folders: { total: 4, differences: [[['INBOX'], 12]] },
    });
    expect(input.open.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['mismatch', 'warning'],
      ['stale', 'warning'],
    ]);
  });

  it('is not that its agent has not reported yet, until that has lasted', () => {
    const silent = { rule: 'silent', kind: 'never-reported', folder: null } as const;
    expect(after(event('ConditionRaised', { condition: condition({ ...silent, severity: null }) })).open).toEqual([]);
    expect(
      after(event('ConditionRaised', { condition: condition({ ...silent, severity: 'warning' }) })).open,
    ).toHaveLength(1);
  });

  it('ends with what is cleared, and with the replica', () => {
    const both = [
      event('ConditionRaised', { condition: condition() }),
      event('ConditionRaised', { condition: condition({ folder: ['Sent'] }) }),
    ];
    expect(
      after(...both, event('ConditionCleared', { condition: condition({ severity: 'critical' }) })).open,
    ).toHaveLength(1);
    expect(after(...both, event('ReplicaRetired', {})).open).toEqual([]);
  });

  it('leads with the suggested cause that is first in the catalogue, and names the fix that was tried last', () => {
    const suggested = (fix: string) => event('FixSuggested', { fix, evidence: [] });
    expect(after(suggested('K11'), suggested('K8')).diagnosis).toMatchObject({ id: 'K8' });
    expect(after(suggested('K8'), event('FixWithdrawn', { fix: 'K8' })).diagnosis).toBeNull();
    const tried = after(suggested('K8'), event('FixTried', { fix: 'K8', by: 'eve' }));
    expect([tried.fix, tried.diagnosis?.id]).toEqual(['K8', 'K8']);
    expect(after(suggested('K8'), event('FixFailed', { fix: 'K8' }), suggested('K11')).diagnosis?.id).toBe('K11');
  });

  it('says of a diagnosis that it is of an Outlook, by its store or its profile, and of others nothing', () => {
    const of = (data: object) =>
      after(event('ClientFactsReported', data), event('FixSuggested', { fix: 'offline-deleted', evidence: [] }));
    expect(of({ client: { name: 'Outlook', store: 'ost' } }).diagnosis).toMatchObject({ exchangeType: true });
    expect(of({ client: { name: 'Outlook', store: 'ost' } }).diagnosis).not.toHaveProperty('newerOutlook');
    expect(of({ client: { name: 'Outlook', version: '16.0', store: 'ost' } }).diagnosis).toMatchObject({
      newerOutlook: true,
    });
    expect(of({ profile: { exchangeService: true } }).diagnosis).toMatchObject({ exchangeType: true });
    expect(of({ client: { name: 'mbsync', store: 'maildir' } }).diagnosis).not.toHaveProperty('exchangeType');
  });

  it('leads with what led when it was suggested, for as long as that is not mended', () => {
    const suggested = (fix: string, first?: string) => event('FixSuggested', { fix, evidence: [], first });
    const both = [suggested('K8'), suggested('K10', 'K10')];
    expect(after(...both).diagnosis).toMatchObject({ id: 'K10' });
    expect(after(...both, event('FixConfirmed', { fix: 'K10' })).diagnosis).toMatchObject({ id: 'K8' });
    expect(after(...both, suggested('K11')).diagnosis).toMatchObject({ id: 'K8' });
  });
});
