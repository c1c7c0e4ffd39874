import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../cli/context.ts';
import type { Flags } from '../cli/arguments.ts';
import { UsageError } from '../cli/usage-error.ts';
import { clientFactsOf } from '../mbsync/client-facts.ts';
import { SyncWatch } from '../mbsync/sync-watch.ts';
import { createObserver, type Observer } from '../observation/observer.ts';
import type { Observation } from '../observation/observation.ts';
import { readPassword, resolveSources, type Sources } from '../sources/sources.ts';
import { Spool, SpoolFull } from '../spool/spool.ts';
import { readEnrolment, type Enrolment } from '../state/enrolment.ts';
import { readNotes, saveNotes, type Notes } from '../state/notebook.ts';
import { beTheOnlyOne } from '../state/only-one.ts';
import { makeStateFolder } from '../state/state-folder.ts';
import { agentVersion } from '../cli/version.ts';
import { gatherNews, type News } from './news.ts';
import { nextReport } from './next-report.ts';
import type { Said } from './report-body.ts';

const FULL_EVERY_MS = 24 * 3_600_000;

/** An enrolled agent with its folder open: it looks, and what it saw is safe in the spool when a round is over. */
export interface Agent {
  readonly enrolment: Enrolment;
  readonly spool: Spool;
  readonly intervalSeconds: number;
  /** Looks once and spools a report. Null: it could not be kept, and was said so. */
  round(): Promise<Observation | null>;
  /** Resolves when a run of the synchronizing program has ended since the last round, or when `stop` is aborted. */
  runEnded(stop: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export async function openAgent(given: Flags, folder: string, context: Context): Promise<Agent> {
  const enrolment = await readEnrolment(folder);
  if (enrolment === null) throw new UsageError(`nothing is enrolled in ${folder}: begin with lockstep-agent join`);

  const flags: Flags = { ...enrolment.sources, ...given };
  const sources = await resolveSources(flags, context.home);
  await readPassword(sources, context.environment);
  await makeStateFolder(folder);
  const release = await beTheOnlyOne(folder);
  try {
    const spool = await Spool.open({
      folder: join(folder, 'spool'),
      limitBytes: (flags.spoolLimitMiB ?? 64) * 1024 * 1024,
      newEpoch: () => randomUUID(),
      say: context.say,
    });
    const notes = await readNotes(folder, agentVersion(), spool.epoch, spool.last);
    const watch = new SyncWatch(context.now);
    const observer = observerOf(sources, notes, watch, context);
    const intervalSeconds = flags.intervalSeconds ?? 300;
    const news = await gatherNews(folder, { sources, memory: notes.memory, spool, context });
    const round = rounds({ folder, spool, notes, news, observer, sources, intervalSeconds, context });
    const close = async () => {
      watch.close();
      await spool.close().finally(release);
    };
    return { enrolment, spool, intervalSeconds, round, runEnded: (stop) => runEnded(news, stop), close };
  } catch (error) {
    await release();
    throw error;
  }
}

function observerOf(sources: Sources, notes: Notes, watch: SyncWatch, context: Context): Observer {
  return createObserver({
    home: context.home,
    root: sources.root,
    mbsyncrc: sources.mbsyncrc,
    imap: async () => ({ ...sources, password: await readPassword(sources, context.environment) }),
    memory: notes.memory,
    watch,
    now: context.now,
    pick: context.pick,
  });
}

interface Rounds {
  readonly folder: string;
  readonly spool: Spool;
  readonly notes: Notes;
  readonly news: News;
  readonly observer: Observer;
  readonly sources: Sources;
  readonly intervalSeconds: number;
  readonly context: Context;
}

function rounds({ folder, spool, notes, news, observer, sources, intervalSeconds, context }: Rounds): Agent['round'] {
  const clientFacts = clientFactsOf(sources, context.home, context.now);
  let said: Said | null = notes.said;
  let failing = false;

  /**
   * 1. look; 2. compare with what was said; 3. spool it, from then on it counts; 4. note what was said. Killed between 3 and 4, the next
   * round finds notes of another report, and says all.
   */
  return async () => {
    await news.gather();
    const { observation, attempts } = news.tell(await observer.observe());
    const client = await clientFacts();
    const fullDue = spool.fullDue || isLongAgo(said, observation);
    const next = nextReport(observation, { said, client, intervalSeconds, fullDue, attempts });
    try {
      await news.claim(spool.last + 1);
      const seq = await spool.append(next.body);
      await news.told();
      if (failing) context.say('reports can be kept again');
      failing = false;
      said = next.said;
      await saveNotes(folder, agentVersion(), spool.epoch, seq, { memory: notes.memory, said });
      return observation;
    } catch (error) {
      if (!failing)
        context.say(`${cannotKeep(error)} in ${folder}; trying again at every round, and nothing is counted twice`);
      failing = true;
      return null;
    }
  };
}

const NOTICED_WITHIN_MS = 2_000;

async function runEnded(news: News, stop: AbortSignal): Promise<void> {
  while (!stop.aborted && !(await news.hasMore())) {
    await pause(NOTICED_WITHIN_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

function isLongAgo(said: Said | null, observation: Observation): boolean {
  if (said?.fullAt == null) return true;
  return Math.abs(Date.parse(observation.observedAt) - Date.parse(said.fullAt)) >= FULL_EVERY_MS;
}

function cannotKeep(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof SpoolFull) return `${message}: a report could not be kept`;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'the disk is full: a report could not be kept';
  return `a report could not be kept (${code ?? message})`;
}
