import type { Attempt } from '@lockstep/contracts';
import { readOutput, type SaidTrouble } from '../mbsync/output.ts';

export type Trigger = NonNullable<Attempt['trigger']>;
export const TRIGGERS = ['schedule', 'manual', 'start', 'exit'] as const;

/** One run of the synchronizing program, as it is kept until it has been reported. */
export interface NotedRun {
  readonly startedAt: string;
  readonly endedAt: string;
  readonly trigger: Trigger;
  readonly outcome: Attempt['outcome'];
  readonly error?: string;
  /** What it was asked for: channels, groups, `channel:box`. None: all. */
  readonly targets: readonly string[];
  readonly troubles: readonly SaidTrouble[];
  /** mbsync's names of boxes that were left out. The empty name is a box that was not named. */
  readonly failedBoxes: readonly string[];
}

export interface RunAsSeen {
  /** ms */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly trigger: Trigger;
  /** Null: not known. A process that a signal ended has the shell's 128 + number. */
  readonly exitCode: number | null;
  readonly lines: readonly string[];
  readonly targets: readonly string[];
  /** Why it could not be started, or what ended it. */
  readonly reason?: string;
}

/**
 * Exit code 0 is a success, whatever was warned of. Without an exit code only a complaint proves how a run ended, for a run that was killed
 * falls silent as well: null.
 */
export function noteOf(seen: RunAsSeen): NotedRun | null {
  const said = readOutput(seen.lines);
  const complained = said.failedAsWhole || said.failedBoxes.length > 0;
  if (seen.exitCode === null && !complained) return null;

  const succeeded = seen.exitCode === 0;
  const errors = [...(seen.reason === undefined ? [] : [seen.reason]), ...said.errors];
  const error = errors.join('; ') || (succeeded ? '' : `exit code ${seen.exitCode}`);
  return {
    startedAt: new Date(Math.min(seen.startedAt, seen.endedAt)).toISOString(),
    endedAt: new Date(seen.endedAt).toISOString(),
    trigger: seen.trigger,
    outcome: succeeded
      ? 'succeeded'
      : complained && !said.failedAsWhole && seen.reason === undefined
        ? 'partial'
        : 'failed',
    ...(error === '' ? {} : { error: error.slice(0, 1_000).toWellFormed() }),
    targets: seen.targets,
    troubles: said.troubles.slice(0, 100),
    failedBoxes: succeeded ? [] : said.failedBoxes,
  };
}
