import type { Attempt } from '@lockstep/contracts';
import { attemptOf, followRun, withLastRun } from '../attempts/attempts.ts';
import { inferRuns, proofsIn, type Proof } from '../attempts/inferred.ts';
import { claimRuns, forgetRuns, namesIn, settleClaim, waitingRuns, type Waiting } from '../attempts/run-notes.ts';
import { followSyncLog } from '../attempts/sync-log.ts';
import type { Context } from '../cli/context.ts';
import type { Memory, Observation } from '../observation/observation.ts';
import type { Sources } from '../sources/sources.ts';
import type { Spool } from '../spool/spool.ts';

/** What is known of the synchronizing program's runs, for one report after another. */
export interface News {
  /** To be called before a look, so that what a run changed is seen no earlier than the run. */
  gather(): Promise<void>;
  /** What there is to tell with this observation. */
  tell(observation: Observation): { observation: Observation; attempts: readonly Attempt[] };
  /** Before the report with this number is spooled, and after. */
  claim(seq: number): Promise<void>;
  told(): Promise<void>;
  /** Whether a run has ended since runs were gathered. */
  hasMore(): Promise<boolean>;
}

export async function gatherNews(
  folder: string,
  { sources, memory, spool, context }: { sources: Sources; memory: Memory; spool: Spool; context: Context },
): Promise<News> {
  const { now, say } = context;
  await settleClaim(folder, spool.epoch, spool.last);
  const log = sources.syncLog === null ? null : followSyncLog(sources.syncLog, folder, now, say);
  let gathered = new Set<string>();
  let waiting: Waiting[] = [];
  let before = new Map(memory.synchronizedAt);
  let left: readonly Proof[] = memory.proofs;

  return {
    async gather() {
      await log?.read();
      waiting = await waitingRuns(folder);
      gathered = new Set(waiting.map((one) => one.name));
      before = new Map(memory.synchronizedAt);
    },
    tell(observation) {
      const { keeping, folders } = observation;
      // Which folders a run was for is told by the configuration: where it could not be read, such a run waits.
      if (keeping.kept.length === 0 && !observation.listed) {
        waiting = waiting.filter(({ run }) => run.targets.length === 0);
      }
      const runs = waiting.map((one) => one.run);
      for (const run of runs) memory.lastRun = followRun(memory.lastRun, run, keeping);

      const running = folders.some((one) => one.troubles?.some(({ code }) => code === 'sync-in-progress'));
      memory.proofs = [...memory.proofs, ...proofsIn(folders, before, keeping.kept)];
      const inferred = inferRuns(memory.proofs, runs, keeping.kept, running, now());
      left = inferred.left;
      return {
        observation: withLastRun(observation, memory.lastRun, keeping.kept),
        attempts: [...runs.flatMap((run) => attemptOf(run, keeping) ?? []), ...inferred.attempts].slice(0, 1_000),
      };
    },
    claim: (seq) => claimRuns(folder, { epoch: spool.epoch, seq, names: waiting.map((one) => one.name) }),
    async told() {
      await forgetRuns(
        folder,
        waiting.map((one) => one.name),
      );
      waiting = [];
      memory.proofs = left;
    },
    async hasMore() {
      await log?.read();
      return (await namesIn(folder)).some((name) => !gathered.has(name));
    },
  };
}
