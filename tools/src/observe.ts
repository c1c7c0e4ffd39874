import type { Attempt, ClientFacts, FolderStatistics, Profile, Trouble } from '@lockstep/contracts';
import { serverItems } from './fleet/mail.ts';
import type { Mailbox } from './fleet/mailbox.ts';
import type { Moment, Twist } from './stories/story.ts';
import { during, iso, seconds, type Instant } from './time.ts';

/** What the agent of a mailbox sees when it looks. */
export interface Observation {
  readonly at: Instant;
  readonly folders: readonly FolderStatistics[];
  readonly troubles: readonly Trouble[];
  readonly attempts: readonly Attempt[];
  readonly client: ClientFacts;
  readonly profile: Profile | null;
}

/** Looks at one moment; null while the agent does not run. `after`: when it looked last, for what happened in between. */
export function observe(mailbox: Mailbox, at: Instant, after: Instant): Observation | null {
  const moment = mailbox.course(at);
  if (!moment.reports) return null;

  return {
    at,
    folders: mailbox.mail.folders.map((_, index) => look(mailbox, moment, index, at)),
    troubles: [moment.serverTrouble, moment.offlineTrouble, ...(moment.troubles ?? [])].filter((one) => one !== null),
    attempts: inOrder([...routine(mailbox, moment, after, at), ...mailbox.attempts(after, at)]),
    client: mailbox.facts(at),
    profile: mailbox.profile(at),
  };
}

/**
 * The newest synchronization of the schedule since it looked last, so that a past that is told in large steps stays small. Where a folder
 * is left as it was, not all of it came. What a person began, or what failed, is the story's to tell.
 */
function routine(mailbox: Mailbox, { synchronizedAt, fetched }: Moment, after: Instant, at: Instant): Attempt[] {
  if (fetched !== null || synchronizedAt <= after || synchronizedAt > at) return [];
  const twists = mailbox.mail.folders.map((_, folder) => mailbox.twist(folder, synchronizedAt) ?? NO_TWIST);
  const left = twists.find(({ heldSince, synchronizedAt }) => heldSince !== undefined && synchronizedAt === undefined);
  return [
    {
      startedAt: iso(synchronizedAt - seconds(3 + Math.round(mailbox.mail.phase * 9))),
      endedAt: iso(synchronizedAt),
      trigger: 'schedule',
      ...(left === undefined
        ? { outcome: 'succeeded' }
        : { outcome: 'partial', error: left.troubles?.[0]?.detail ?? LEFT_AS_IT_WAS }),
    },
  ];
}

const LEFT_AS_IT_WAS = 'some items could not be synchronized';

const inOrder = (attempts: readonly Attempt[]): Attempt[] =>
  attempts.toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));

function look(mailbox: Mailbox, moment: Moment, index: number, at: Instant): FolderStatistics {
  const { mail, client } = mailbox;
  const { path, outsideWindow, localOnly, begins } = mail.folders[index]!;
  if (localOnly) {
    return {
      path: [...path],
      serverItems: null,
      offlineItems: begins,
      lastSynchronizedAt: null,
      expectedBecause: 'local-only',
    };
  }

  const twist = mailbox.twist(index, at) ?? NO_TWIST;
  const mailed = serverItems(mail, index, at);
  const onServer = Math.round(mailed * (twist.serverShare ?? 1));
  const leftOut = outsideWindow + (twist.limit?.items ?? 0);
  const offline = Math.max(0, offlineItems(mailbox, moment, twist, index, mailed) - leftOut);
  const synchronizedAt =
    twist.synchronizedAt === undefined ? (twist.heldSince ?? moment.synchronizedAt) : twist.synchronizedAt;
  return {
    path: [...path],
    serverItems: moment.serverTrouble ? null : onServer,
    offlineItems: moment.offlineTrouble ? null : offline,
    lastSynchronizedAt: synchronizedAt === null ? null : iso(synchronizedAt),
    ...(synchronizedAt !== null && { lastSynchronizedBasis: client.basis }),
    ...(moment.fetched !== null && { inProgress: true }),
    ...(leftOut > 0 && { expectedDifference: leftOut, expectedBecause: twist.limit?.because ?? 'window' }),
    ...(twist.troubles && { troubles: [...twist.troubles] }),
  };
}

const NO_TWIST: Twist = {};

function offlineItems(mailbox: Mailbox, moment: Moment, twist: Twist, index: number, onServer: number): number {
  const { heldSince, offlineShare = 1, offlineMore = 0 } = twist;
  if (heldSince !== undefined) return serverItems(mailbox.mail, index, heldSince) + offlineMore;

  const held = serverItems(mailbox.mail, index, moment.synchronizedAt);
  const fetched = moment.fetched === null ? 0 : Math.round((onServer - held) * moment.fetched);
  const lost = mailbox.losses
    .filter((loss) => loss.folder === index && during(loss.when, moment.synchronizedAt))
    .reduce((sum, loss) => sum + loss.items, 0);
  return Math.round((held + fetched - lost) * offlineShare) + offlineMore;
}
