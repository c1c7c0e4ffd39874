import type { Attempt, FolderStatistics, Trouble } from '@lockstep/contracts';
import { serverItems } from './fleet/mail.ts';
import type { Mailbox } from './fleet/mailbox.ts';
import type { Moment } from './stories/story.ts';
import { during, iso, type Instant } from './time.ts';

/** What the agent of a mailbox sees when it looks. */
export interface Observation {
  readonly at: Instant;
  readonly folders: readonly FolderStatistics[];
  readonly troubles: readonly Trouble[];
  readonly attempts: readonly Attempt[];
}

/** Looks at one moment; null while the agent does not run. `after`: when it looked last, for what happened in between. */
export function observe(mailbox: Mailbox, at: Instant, after: Instant): Observation | null {
  const moment = mailbox.course(at);
  if (!moment.reports) return null;

  return {
    at,
    folders: mailbox.mail.folders.map((_, index) => look(mailbox, moment, index, at)),
    troubles: [moment.serverTrouble, moment.offlineTrouble].filter((trouble) => trouble !== null),
    attempts: mailbox.attempts(after, at),
  };
}

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

  const onServer = serverItems(mail, index, at);
  const offline = Math.max(0, offlineItems(mailbox, moment, index, onServer) - outsideWindow);
  return {
    path: [...path],
    serverItems: moment.serverTrouble ? null : onServer,
    offlineItems: moment.offlineTrouble ? null : offline,
    lastSynchronizedAt: iso(moment.synchronizedAt),
    lastSynchronizedBasis: client.basis,
    ...(moment.fetched !== null && { inProgress: true }),
    ...(outsideWindow > 0 && { expectedDifference: outsideWindow, expectedBecause: 'window' as const }),
  };
}

function offlineItems(mailbox: Mailbox, moment: Moment, index: number, onServer: number): number {
  const held = serverItems(mailbox.mail, index, moment.synchronizedAt);
  const fetched = moment.fetched === null ? 0 : Math.round((onServer - held) * moment.fetched);
  const lost = mailbox.losses
    .filter((loss) => loss.folder === index && during(loss.when, moment.synchronizedAt))
    .reduce((sum, loss) => sum + loss.items, 0);
  return held + fetched - lost;
}
