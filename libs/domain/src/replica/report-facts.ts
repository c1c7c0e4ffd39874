import type { FolderStatistics, Report, Trouble } from '@lockstep/contracts';
import { instantOf } from './calendar.ts';
import type {
  Instant,
  LoggedFolder,
  LoggedFolderMore,
  LoggedTrouble,
  ReplicaEvent,
  Reported,
} from './replica.events.ts';

/** Further ahead than this, an agent's clock is not believed. */
export const CLOCK_MAY_BE_AHEAD_MS = 5 * 60_000;

/** A fact that the log has not numbered yet. */
export type NewFact = {
  [Type in ReplicaEvent['type']]: Pick<Extract<ReplicaEvent, { type: Type }>, 'type' | 'data' | 'observedAt'>;
}[ReplicaEvent['type']];

/** What one report says, in the compact shape of the log, without anything of ours: the same report is always the same. */
export interface Said {
  readonly observedAt: Instant;
  readonly reported: Reported;
  readonly client: Report['client'];
  readonly profile: Report['profile'];
  readonly attempts: NonNullable<Report['attempts']>;
}

export function whatIsSaid(report: Report): Said {
  const { epoch, seq, kind, intervalSeconds, folders, removed, troubles, client, profile, attempts } = report;
  return {
    observedAt: instantOf(report.observedAt)!,
    reported: {
      epoch,
      seq,
      kind,
      interval: intervalSeconds,
      folders: folders.map(loggedFolder),
      ...(removed?.length && { removed }),
      ...(troubles?.length && { troubles: troubles.map(loggedTrouble) }),
    },
    client,
    profile,
    attempts: attempts ?? [],
  };
}

/** One report, one append. Nobody can have seen the future: a report from there stands at our time, and its claim is kept. */
export function reportFacts(said: Said, now: Instant): NewFact[] {
  const aheadMs = said.observedAt - now;
  const doubted = aheadMs > CLOCK_MAY_BE_AHEAD_MS;
  const observedAt = doubted ? now : said.observedAt;
  const { client, profile } = said;

  const events: NewFact[] = [{ type: 'ReplicaReported', observedAt, data: said.reported }];
  if (client || profile) {
    events.push({
      type: 'ClientFactsReported',
      observedAt,
      data: { ...(client && { client }), ...(profile && { profile }) },
    });
  }
  for (const attempt of said.attempts) events.push({ type: 'SyncAttempted', observedAt, data: attempt });
  if (doubted) events.push({ type: 'ClockDoubted', observedAt, data: { claimedAt: said.observedAt, aheadMs } });
  return events;
}

function loggedFolder(folder: FolderStatistics): LoggedFolder {
  const { path, serverItems, offlineItems, lastSynchronizedAt } = folder;
  const synchronizedAt = lastSynchronizedAt === null ? null : instantOf(lastSynchronizedAt);
  const more = loggedMore(folder);
  return more === null
    ? [path, serverItems, offlineItems, synchronizedAt]
    : [path, serverItems, offlineItems, synchronizedAt, more];
}

/** Null for most folders of most reports, and the log is the smaller for it. */
function loggedMore(folder: FolderStatistics): LoggedFolderMore | null {
  const { lastSynchronizedBasis: basis, inProgress, expectedDifference, expectedBecause, troubles } = folder;
  const more: LoggedFolderMore = {
    ...(basis !== undefined && { basis }),
    ...(inProgress && { inProgress }),
    ...(expectedDifference && { expected: expectedDifference }),
    ...(expectedBecause !== undefined && { because: expectedBecause }),
    ...(troubles?.length && { troubles: troubles.map(loggedTrouble) }),
  };
  return Object.keys(more).length === 0 ? null : more;
}

function loggedTrouble({ code, detail }: Trouble): LoggedTrouble {
  return detail === undefined ? [code] : [code, detail];
}
