import { begunBetween, during, hours, type Instant, type Recurring } from '../time.ts';
import type { Folder } from './folder-trees.ts';
import { lastEvening, workedDays } from './working-days.ts';

/** Many messages at once, as an import or a chain of answers brings them. */
export interface Delivery {
  readonly when: Recurring;
  readonly folder: number;
  readonly items: number;
}

/** Everything that decides how many items the server holds at any moment. */
export interface Mail {
  readonly folders: readonly Folder[];
  readonly deliveries: readonly Delivery[];
  /** While its owner is away nothing is read and filed. */
  readonly away: Recurring | null;
  readonly utcOffsetMs: number;
  /** When the folders held what they began with. */
  readonly since: Instant;
  /** 0 … 1, so that no two mailboxes get their mail at the same moment. */
  readonly phase: number;
}

/** Nine of ten messages are filed in the evening; the others stay in the Inbox. */
const FILED = 0.9;
const WOBBLE_PERIOD_MS = hours(7);
const WOBBLE_MS = hours(0.7);

/** What a server of truth would count: whole, never negative, the same for the same moment. */
export function serverItems(mail: Mail, index: number, at: Instant): number {
  const folder = mail.folders[index]!;
  const filed = folder.filedShare === 0 && index > 0 ? 0 : filedBy(mail, at);
  const gone = index === 0 ? filed : 0;
  const brought = mail.deliveries.reduce(
    (sum, delivery) =>
      delivery.folder === index ? sum + delivery.items * begunBetween(delivery.when, mail.since, at) : sum,
    0,
  );
  return folder.begins + arrived(mail, index, at) + Math.floor(filed * folder.filedShare) - gone + brought;
}

function filedBy(mail: Mail, at: Instant): number {
  const lateMs = hours(mail.phase * 2);
  const evening = lastEvening(at, mail.utcOffsetMs, lateMs);
  const away = mail.away && during(mail.away, evening);
  const filedAt = away ? lastEvening(away.from, mail.utcOffsetMs, lateMs) : evening;
  // Every folder of a day asks for the same evening.
  let known = newestFiled.get(mail);
  if (known?.filedAt !== filedAt) {
    known = { filedAt, items: Math.floor(FILED * arrived(mail, 0, Math.max(filedAt, mail.since))) };
    newestFiled.set(mail, known);
  }
  return known.items;
}

const newestFiled = new WeakMap<Mail, { readonly filedAt: Instant; readonly items: number }>();

function arrived(mail: Mail, index: number, at: Instant): number {
  const { perDay } = mail.folders[index]!;
  if (perDay === 0) return 0;

  const offset = (mail.phase * 7 + index * 0.37) % 1;
  return Math.floor(perDay * (flow(mail, at, offset) - flowBefore(mail, index, offset)) + offset);
}

function flowBefore(mail: Mail, index: number, offset: number): number {
  let ofFolders = flowsBefore.get(mail);
  if (ofFolders === undefined) flowsBefore.set(mail, (ofFolders = []));
  return (ofFolders[index] ??= flow(mail, mail.since, offset));
}

const flowsBefore = new WeakMap<Mail, number[]>();

/** The rhythm of the days, with a wobble of the mailbox's own. The wobble is slower than time, so mail never un-arrives. */
function flow(mail: Mail, at: Instant, offset: number): number {
  const wobble = WOBBLE_MS * Math.sin(2 * Math.PI * (at / WOBBLE_PERIOD_MS + offset));
  return workedDays(at + wobble, mail.utcOffsetMs);
}
