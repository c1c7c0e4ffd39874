import type { Attempt, ClientFacts, FolderStatistics, Trouble } from '@lockstep/contracts';
import { pathKey } from '@lockstep/contracts/statistics';
import type { Observation } from '../observation/observation.ts';
import type { ReportBody, Said } from './report-body.ts';

export interface ReportContext {
  readonly said: Said | null;
  readonly client: ClientFacts;
  readonly intervalSeconds: number;
  /** All must be said again: a new spool, an upgrade, a refused report, or it is long ago. */
  readonly fullDue: boolean;
  /** Runs of the synchronizing program since the last report. */
  readonly attempts?: readonly Attempt[];
}

// A clock that is corrected by little is not worth a word; the order is kept by a millisecond.
const SMALL_STEP_MS = 120_000;

/**
 * Pure: what to say after what was said. Only what changed travels; without a change, a heartbeat. While one side could not be
 * listed, a folder that is not seen is unknown and not removed, and nothing claims to be all there is.
 */
export function nextReport(observation: Observation, context: ReportContext): { body: ReportBody; said: Said } {
  const { said, client } = context;
  const full = observation.listed && (context.fullDue || said === null);
  const seen = new Map(observation.folders.map((folder) => [pathKey(folder.path), folder]));
  const unseen = [...(said?.folders ?? [])].filter(([key]) => !seen.has(key)).map(([, folder]) => folder);
  const now = new Map(seen);
  if (!observation.listed) for (const folder of unseen) now.set(pathKey(folder.path), unknown(folder));

  const changed = [...now.values()].filter((folder) => !sameFolder(folder, said?.folders.get(pathKey(folder.path))));
  const removed = observation.listed ? unseen.map((folder) => [...folder.path]) : [];
  const { observedAt, clock } = readClock(observation.observedAt, said?.observedAt ?? null);
  const troubles: Trouble[] = [...observation.troubles, ...clock];
  const tellClient = full || said === null || JSON.stringify(said.client) !== JSON.stringify(client);

  const body: ReportBody = {
    observedAt,
    intervalSeconds: context.intervalSeconds,
    kind: full ? 'full' : 'delta',
    folders: full ? [...now.values()] : changed,
    ...(!full && removed.length > 0 ? { removed } : {}),
    ...(troubles.length > 0 ? { troubles } : {}),
    ...(tellClient ? { client } : {}),
    ...(context.attempts?.length ? { attempts: [...context.attempts] } : {}),
  };
  return {
    body,
    said: { folders: now, troubles, client, observedAt, fullAt: full ? observedAt : (said?.fullAt ?? null) },
  };
}

/** Time does not run backwards within a spool without a word about it. */
function readClock(observedAt: string, before: string | null): { observedAt: string; clock: Trouble[] } {
  const back = before === null ? 0 : Date.parse(before) - Date.parse(observedAt);
  if (back < 0 || before === null) return { observedAt, clock: [] };
  if (back <= SMALL_STEP_MS) return { observedAt: new Date(Date.parse(before) + 1).toISOString(), clock: [] };

  const detail = `this machine's clock was set back: the report before this one was made at ${before}`;
  return { observedAt, clock: [{ code: 'clock-set-back', detail }] };
}

function unknown(folder: FolderStatistics): FolderStatistics {
  const { path, lastSynchronizedAt, expectedBecause } = folder;
  return {
    path,
    serverItems: null,
    offlineItems: null,
    lastSynchronizedAt,
    ...(lastSynchronizedAt === null ? {} : { lastSynchronizedBasis: 'last-known' }),
    inProgress: false,
    ...(expectedBecause === 'local-only' ? { expectedBecause } : {}),
  };
}

/** The age told in a trouble's detail grows with every look and is no news by itself. */
function sameFolder(a: FolderStatistics, b: FolderStatistics | undefined): boolean {
  return b !== undefined && JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function plain(folder: FolderStatistics): unknown {
  return {
    ...folder,
    troubles: folder.troubles?.map(({ code, detail }) => [code, detail?.replace(/\d+ min/, '')]) ?? [],
  };
}
