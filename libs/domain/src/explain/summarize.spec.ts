import { describe, expect, it } from '@jest/globals';
import type { ReplicaEvent } from '../replica/replica.events.ts';
import { CATALOGUE } from '../diagnosis/catalogue.ts';
import { summarize } from './summarize.ts';

const times = { position: 1, observedAt: 0, recordedAt: 0 };
const told = (type: ReplicaEvent['type'], data: object) => summarize({ type, data, ...times } as ReplicaEvent);
const reported = (data: object) =>
  told('ReplicaReported', { epoch: 'e', seq: 17, interval: 300, kind: 'delta', folders: [], ...data });

describe('a line of the timeline', () => {
  it('says what a report changed', () => {
    expect(reported({})).toBe('Report 17: nothing changed');
    expect(reported({ folders: [[['INBOX'], 12_846, null, null]] })).toBe(
      'Report 17: Inbox 12,846 on the server, unknown offline',
    );
    expect(reported({ kind: 'full' })).toBe('Full report 17: an empty store');
    expect(
      reported({
        folders: [
          [['a'], 1, 1, 1],
          [['b'], 1, 1, 1],
        ],
        removed: [['c']],
        troubles: [['tls-failed']],
      }),
    ).toBe('Report 17: 2 folders, 1 folder removed, the secure connection fails');
  });

  it('says what was judged', () => {
    const condition = {
      rule: 'mismatch',
      kind: 'not-synchronizing',
      folder: ['INBOX'],
      severity: 'critical',
      since: 0,
      policyVersion: 1,
      evidence: [],
    };
    expect(told('ConditionRaised', { condition })).toBe('Mismatched, not synchronizing: Inbox, critical');
    expect(told('ConditionCleared', { condition, heldForMs: 3 * 3_600_000 })).toBe(
      'No longer so after 3 h: Mismatched, not synchronizing: Inbox',
    );
  });

  it('says of an agent that is being set up that its first report is awaited, and came', () => {
    const condition = { rule: 'silent', kind: 'never-reported', folder: null, severity: null };
    expect(told('ConditionRaised', { condition })).toBe('The first report is awaited');
    expect(told('ConditionCleared', { condition, heldForMs: 0 })).toBe('The first report came');
    const alarming = { ...condition, severity: 'warning' };
    expect(told('ConditionRaised', { condition: alarming })).toBe('Silent, never reported, warning');
  });

  it('says what became of a sync', () => {
    expect(told('SyncAttempted', { outcome: 'failed', startedAt: '', trigger: 'manual', error: '0x8004010F' })).toBe(
      'Sync failed: all folders, manual: 0x8004010F',
    );
  });

  it('is there for every fact', () => {
    expect(told('ReplicaEnrolled', { mailbox: 'zoe@example.org', device: 'laptop' })).toBe(
      'Enrolled: zoe@example.org on laptop',
    );
    expect(told('ClockDoubted', { claimedAt: 86_400_000, aheadMs: 86_400_000 })).toBe(
      "The agent's clock is 24 h ahead; it said 2 Jan 00:00 UTC",
    );
    expect(told('ReportConflicted', { epoch: 'e', seq: 3 })).toContain('Report 3 came again');
    expect(
      told('ClientFactsReported', { client: { name: 'mbsync', version: '1.4.4', server: 'imap.example.org' } }),
    ).toBe('Client: mbsync 1.4.4, server imap.example.org');
    expect(told('AgentTokenRevoked', { by: 'admin' })).toBe('Agent token revoked by admin');
    expect(told('DeadlineReached', {})).toBe('Time passed; judged again');
    expect(told('ReplicaRetired', {})).toBe('Retired');
  });

  it('names a fix by what it mends', () => {
    const title = CATALOGUE.find(({ id }) => id === 'K8')!.title;
    expect(told('FixSuggested', { fix: 'K8', evidence: [] })).toBe(`Suggested: fix for K8, ${title}`);
    expect(told('FixTried', { fix: 'K8', by: 'admin', note: 'by phone' })).toBe(
      `Tried by admin: fix for K8, ${title}: by phone`,
    );
    expect(told('FixTried', { fix: 'K8', by: null })).toBe(`Tried, as the facts show: fix for K8, ${title}`);
    expect(told('FixConfirmed', { fix: 'K8', triedAt: -3 * 3_600_000, evidence: [] })).toContain('after 3 h');
    // One of another version of the catalogue.
    expect(told('FixFailed', { fix: 'K99', evidence: [] })).toBe('Failed: K99');
  });

  it('says what a person accepts, and takes back', () => {
    const accepted = { path: ['INBOX'], items: 12, reason: 'A cache of a year', by: 'admin', until: 86_400_000 };
    expect(told('DifferenceAccepted', accepted)).toBe(
      'admin accepts a difference of 12 until 2 Jan 1970 00:00 UTC: Inbox – A cache of a year',
    );
    expect(told('DifferenceAcceptanceWithdrawn', { path: ['INBOX'], by: 'admin' })).toBe(
      'admin no longer accepts the difference: Inbox',
    );
  });
});
