import { describe, expect, it } from '@jest/globals';
import { K9 } from './k9-large-backlog.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days, minutes } from '../../testing/durations.ts';

const longAway = { from: NOW - days(21), to: NOW - minutes(50) };
const working = (more = {}) =>
  aFolder({
    path: ['INBOX'],
    server: 9_000,
    offline: 6_000,
    status: 'catching-up',
    lastSynchronizedAt: NOW - days(21),
    backlog: [NOW - minutes(45), 5_000, NOW - minutes(5), 3_000],
    offlineMoved: { at: NOW - minutes(5), by: 400 },
    differs: { since: NOW - minutes(45), most: 5_000, least: 3_000 },
    ...more,
  });

describe('K9: a large backlog is being worked off', () => {
  it('fits when the difference shrinks after a long gap, and says how much is done', () => {
    const match = K9.matches(anEvidence({ exchange: true, folders: [working()], newestSilence: longAway }));
    expect(match?.cause).toContain('3,000 items are still to come in the Inbox after 21 d');
    expect(match?.cause).toContain('2,000 of 5,000 are done');
    expect(K9.fix).toBeNull();
  });

  it.each([
    ['there was no gap', anEvidence({ exchange: true, folders: [working({ lastSynchronizedAt: NOW - minutes(50) })] })],
    [
      'it does not shrink',
      anEvidence({
        exchange: true,
        folders: [working({ backlog: [NOW - minutes(45), 3_000, NOW, 3_000], differs: { most: 3_000 } })],
        newestSilence: longAway,
      }),
    ],
    [
      'a sync runs, and brings nothing',
      anEvidence({
        exchange: true,
        folders: [working({ inProgress: true, backlog: null, offlineMoved: null })],
        newestSilence: longAway,
      }),
    ],
    [
      'little is left',
      anEvidence({
        exchange: true,
        folders: [working({ offlineItems: 8_950, difference: 50 })],
        newestSilence: longAway,
      }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K9.matches(evidence)).toBeNull();
  });
});
