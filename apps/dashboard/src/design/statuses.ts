import { STATUSES, type Status } from '@lockstep/contracts';

/** The one table of words. Colours are `--st-`, `--tx-`, `--sf-<status>`; shapes are drawn by `StatusShape`. */
export const WORDS: Readonly<Record<Status, string>> = {
  mismatched: 'Mismatched',
  stale: 'Stale',
  silent: 'Silent',
  unknown: 'Unknown',
  'catching-up': 'Catching up',
  'in-step': 'In step',
};

/** What a status says of a mailbox, after its count: `37 are mismatched`. */
export const SAID: Readonly<Record<Status, string>> = {
  mismatched: 'server and offline differ beyond the policy',
  stale: 'no completed sync for too long, client on',
  silent: 'the agent says nothing; numbers as last known',
  unknown: 'a number could not be read; never zero',
  'catching-up': 'the difference shrinks; never alerts',
  'in-step': 'equal, or as different as expected',
};

/** Out of step: somebody may have to do something. Not in step: those, and what is catching up by itself. */
export const OUT_OF_STEP: readonly Status[] = ['mismatched', 'stale', 'silent', 'unknown'];
export const NOT_IN_STEP: readonly Status[] = [...OUT_OF_STEP, 'catching-up'];

type Counts = Readonly<Record<Status, number>>;

export function sumOf(counts: Counts, statuses: readonly Status[]): number {
  return statuses.reduce((sum, status) => sum + counts[status], 0);
}

/** Severities wear the colours of two statuses. */
export const SEVERITY_STATUS = { critical: 'mismatched', warning: 'stale' } as const;

export const isStatus = (value: unknown): value is Status => STATUSES.includes(value as Status);

export { STATUSES, type Status };
