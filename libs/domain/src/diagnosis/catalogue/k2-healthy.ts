import type { DiagnosisRule } from '../rule.ts';

/** Kept for the knowledge base: a replica in step is given no diagnosis, not even this one. */
export const K2: DiagnosisRule = {
  id: 'K2',
  title: 'The folders synchronize as they should',
  family: 'article',
  source: 'KB195875, More Information: Statistics for this folder',
  seen: 'The server and the offline folder hold the same number of items, and the date of the last synchronization is recent.',
  cause: 'Nothing is wrong. A difference of a few items while mail arrives is no fault.',
  matches: () => null,
  fix: null,
};
