import { describe, expect, it } from '@jest/globals';
import { notSynchronizing as rule } from './not-synchronizing.ts';
import { attempt } from '../../testing/attempt.ts';
import { tried } from '../../testing/coded-rule.ts';
import { type EvidenceOnPaper, type FolderOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';

const late = (path: string, more: FolderOnPaper = {}) =>
  aFolder({ path: [path], server: 1_040, offline: 1_000, lastSynchronizedAt: NOW - hours(9), ...more });
const asked = (paper: EvidenceOnPaper = {}) =>
  rule.matches(anEvidence({ folders: [late('INBOX'), late('Sent')], ...paper }));

describe('not-synchronizing', () => {
  it('fits when the server moves on, nothing comes offline, and no attempt is seen', () => {
    const match = asked()!;
    expect(match.folders).toEqual([['INBOX'], ['Sent']]);
    expect(match.cause).toContain('80 items');
  });

  it('fits a stale replica though nothing came', () => {
    const folders = [aFolder({ status: 'stale', lastSynchronizedAt: NOW - hours(6) })];
    expect(asked({ folders })).not.toBeNull();
  });

  it('fits when only one of the folders is synchronized, and names it', () => {
    const match = asked({ folders: [aFolder({ path: ['INBOX'] }), late('Sent'), late('Archive')] })!;
    expect(match.cause).toContain('Only the Inbox synchronized lately');
    expect(match.folders).toEqual([['Sent'], ['Archive']]);
  });

  it('does not fit when one folder is stuck and most go on, or when attempts are made', () => {
    const fresh = ['INBOX', 'Sent', 'Archive'].map((path) => aFolder({ path: [path] }));
    expect(asked({ folders: [...fresh, late('Projects')] })).toBeNull();
    expect(asked({ attempts: [attempt(hours(1), 'failed', 'disk full')] })).toBeNull();
  });

  it('asks when an attempt began, not when it was heard of', () => {
    const before = { ...attempt(hours(10), 'succeeded'), seenAt: NOW - hours(8) };
    expect(asked({ attempts: [before] })).not.toBeNull();
  });

  it('does not fit while something is broken, or all stands still since the server changed', () => {
    expect(asked({ troubles: ['server-unreachable'] })).toBeNull();
    expect(asked({ folders: [late('INBOX'), late('Sent', { troubles: ['uidvalidity-changed'] })] })).toBeNull();
    const server = { from: 'imap-1', to: 'imap-2', at: NOW - hours(8), position: 50 };
    expect(asked({ changes: { server } })).toBeNull();
  });

  it('leaves a replica of the Exchange type to K8, and one in step alone', () => {
    expect(asked({ exchange: true })).toBeNull();
    expect(asked({ folders: [aFolder()] })).toBeNull();
    expect(rule.twin).toBe('K8');
  });

  it('is confirmed by a sync after it was tried that leaves all in step', () => {
    expect(rule.fix!.confirmed(anEvidence(), tried(1))).toBe(true);
    expect(rule.fix!.confirmed(anEvidence({ folders: [late('INBOX')] }), tried(1))).toBe(false);
  });
});
