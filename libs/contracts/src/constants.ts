/** What both sides know by heart. Apart from the schemas, so that a page can have it without a parser. */
import type { FixFares } from './diagnoses.ts';

/** Socket `/live`, server to browser: an event `beat` this often, so that a browser knows within seconds that a line is dead. */
export const LIVE_BEAT_MS: number = 1_000;

/** The id of the policy for everyone: always there, and not to be removed. */
export const DEFAULT_POLICY_ID = 'default';

/** Of how many tries it is known what became of them: one that waits speaks neither for a fix nor against it. */
export const decidedTries = ({ tried, waiting }: Pick<FixFares, 'tried' | 'waiting'>): number => tried - waiting;

/** Over how many days a policy can be tried on what happened. */
export const BACKTEST_DAYS = [7, 30, 90] as const;
