import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { MAY_PASS_MS } from './signs/passing.ts';
import { troubled } from './signs/troubles.ts';

const CODES = ['offline-store-in-use'];

export const offlineStoreInUse: DiagnosisRule = {
  id: 'offline-store-in-use',
  title: 'The offline store is locked',
  family: 'modern',
  source:
    'Microsoft Support, the Outlook data file is in use by another program; mbsync(1), state files against concurrent runs',
  seen: 'The offline store cannot be opened, because a program holds it.',
  cause:
    'Most often the mail client itself, which keeps its store open while it runs; else a backup, a search or a second client.',
  tellApart: {
    'offline-store-damaged': 'A locked store reads well once it is free; a damaged one never does.',
    'sync-hung': 'If the program that holds it is a sync that does not end, that sync hangs.',
  },
  matches: (evidence) =>
    matchTroubled(troubled(evidence, CODES), (where) => `the offline store of ${where} is held by another program.`),
  fix: {
    steps: [
      'Wait for the next report: a lock for the time of one run is ordinary.',
      'If it stays, close the mail client on {device} for the length of one report; a client in the notification area counts as open.',
      'If it is still held, see who holds it: on Linux `lsof {store}`; on Windows *Resource Monitor → CPU → Associated Handles*.',
      'Keep backup and search programs away from the store, or let the agent read a snapshot of it.',
    ],
    forWhom: 'user',
    cost: 'A few minutes without the client.',
    risk: 'None. Do not end the program by force while it writes: that can damage the store.',
    confirmedWhen: 'A report reads the store again.',
    suggestAfterMs: MAY_PASS_MS,
    confirmed: (evidence, tried) => isGone(evidence, tried, CODES),
  },
};
