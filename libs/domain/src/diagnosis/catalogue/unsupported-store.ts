import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { troubled } from './signs/troubles.ts';

const CODES = ['unsupported-store'];

export const unsupportedStore: DiagnosisRule = {
  id: 'unsupported-store',
  title: 'This kind of store cannot be read',
  family: 'modern',
  source: 'Lockstep, COLLECTORS: the stores that an agent reads, and the trouble code unsupported-store',
  seen: 'The agent finds a store, and does not know its kind.',
  cause:
    'The store is of a kind or of a version that this agent cannot read. Whether it is in step is unknown, not wrong.',
  tellApart: {
    'offline-store-damaged': 'A damaged store was read before; one of an unknown kind never was.',
    'partial-read': 'There only a part was refused.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `the store of ${where} is of a kind that the agent cannot read.`,
    ),
  fix: {
    steps: [
      'See that the agent looks at the right place; this is what it was given: {store}.',
      'If it does, see whether a newer agent reads this kind of store, and update it on {device}.',
      'If none does, retire the replica here, so that nobody counts on it.',
    ],
    forWhom: 'helpdesk',
    cost: 'Ten minutes.',
    risk: 'None: the store is not touched.',
    confirmedWhen: 'A report reads the store.',
    confirmed: (evidence, tried) => isGone(evidence, tried, CODES),
  },
};
