import { createHash } from 'node:crypto';
import type { Append, Json } from '@lockstep/event-store';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What became of a replica in the end; nine in ten are in step. */
type Fate = 'in-step' | 'catching-up' | 'mismatched' | 'stale' | 'silent' | 'unknown' | 'cut-off';

/** One replica of the seeded fleet: the same number is the same replica, with the same token. */
export interface SeededReplica {
  readonly replica: string;
  readonly token: string;
  readonly mailbox: string;
  readonly device: string;
  readonly server: string;
  /** Of the newest report; the next one is `seq + 1`. */
  readonly epoch: string;
  readonly seq: number;
  /** As last reported. */
  readonly folders: readonly Json[];
  readonly appends: readonly Append[];
}

/** Pure: its whole past up to `now`, of some five facts over six days. */
export function seededReplica(number: number, now: number): SeededReplica {
  const random = randomOf(number);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const server = serverOf(random());
  const [first, last] = [pick(FIRST), pick(LAST)];
  // One in thirty is the second replica of the mailbox before it.
  const isSecond = number % 30 === 29;
  const owner = isSecond ? seededReplica(number - 1, now) : null;
  const mailbox = owner?.mailbox ?? `${plain(first)}.${plain(last)}${number}@example.org`;
  const client = pick(CLIENTS);
  const fate = fateOf(server, random());
  const replica = uuid(`replica ${number}`);
  const epoch = uuid(`epoch ${number}`);

  const lastAt = now - Math.floor(random() * 25 * MINUTE) - MINUTE;
  const paths = FOLDERS.slice(0, 5 + Math.floor(random() ** 3 * (FOLDERS.length - 4)));
  const items = paths.map((_, index) => Math.floor(random() ** 3 * (index === 0 ? 20_000 : 6_000)) + 1);
  const wasBehind = random() < 0.1;
  const reports: Append[] = [];
  let said: readonly Json[] = [];

  const at = (index: number) => (index === 3 ? (fate === 'silent' ? now - 26 * HOUR : lastAt) : now - REPORTED[index]!);
  for (let index = 0; index < 4; index += 1) {
    const observedAt = at(index);
    const grown = index * 7;
    const folders = paths.map((path, nth): Json => {
      const held = items[nth]! + grown;
      const behind = missing(fate, index, nth, wasBehind, 12 + (number % 340));
      const synchronizedAt = fate === 'stale' && index > 0 ? at(0) - 5 * MINUTE : observedAt - 4 * MINUTE;
      const more = fate === 'catching-up' && index === 3 && nth === 0 ? [{ inProgress: true }] : [];
      const unread = fate === 'unknown' && index === 3;
      const troubles = unread ? [{ troubles: [['offline-store-damaged', 'the header cannot be read']] }] : more;
      return [path, held, unread ? null : held - behind, synchronizedAt, ...(troubles as Json[])];
    });
    said = folders;
    const cutOff = fate === 'cut-off' && index === 3;
    reports.push({
      stream: replica,
      key: { epoch, seq: index + 1 },
      contentHash: createHash('sha256').update(`${number} ${index}`).digest('hex'),
      events: [
        {
          type: 'ReplicaReported',
          observedAt,
          data: {
            epoch,
            seq: index + 1,
            kind: index === 0 ? 'full' : 'delta',
            // Two days at first, so that the days between the reports are not silence.
            interval: index === 3 ? 3_600 : 172_800,
            folders,
            ...(cutOff && { troubles: [['server-unreachable', 'connection timed out']] }),
          },
        },
      ],
    });
  }

  const facts = { name: client[0], version: client[1], store: client[2], server };
  const labels = { name: `${first} ${last}`, site: pick(SITES), team: pick(TEAMS) };
  const device = `${isSecond ? 'desktop' : 'laptop'}-${number.toString(36)}`;
  const enrolled: Append = {
    stream: replica,
    events: [
      {
        type: 'ReplicaEnrolled',
        observedAt: now - REPORTED[0]! - MINUTE,
        data: { mailbox, device, labels, client: facts },
      },
    ],
  };
  return {
    ...{ replica, token: tokenOf(number), mailbox, device, server, epoch, seq: 4, folders: said },
    appends: [enrolled, ...reports],
  };
}

export const SERVERS = 40;
/** The half of this one that cannot be reached is an incident. */
const SICK_SERVER = 33;
const REPORTED = [6 * DAY, 4 * DAY, 2 * DAY];

/** Skewed as real ones are: the largest has a quarter of all mailboxes, the smallest a hundred-and-fiftieth. */
function serverOf(random: number): string {
  let left = random * WEIGHTS.reduce((sum, weight) => sum + weight, 0);
  const number = WEIGHTS.findIndex((weight) => (left -= weight) < 0);
  return serverName(number === -1 ? SERVERS - 1 : number);
}

const WEIGHTS = Array.from({ length: SERVERS }, (_, index) => 1 / (index + 1));
const serverName = (index: number) => `imap-${String(index + 1).padStart(2, '0')}.example.org`;

function fateOf(server: string, random: number): Fate {
  if (server === serverName(SICK_SERVER)) return random < 0.5 ? 'cut-off' : 'in-step';
  return FATES.find(([, upTo]) => random < upTo)?.[0] ?? 'in-step';
}

const FATES: readonly (readonly [Fate, number])[] = [
  ['mismatched', 0.03],
  ['stale', 0.05],
  ['silent', 0.065],
  ['unknown', 0.07],
  ['catching-up', 0.1],
];

/** How many items the offline side lacks in its folder `nth`, as the report `index` says. */
function missing(fate: Fate, index: number, nth: number, wasBehind: boolean, size: number): number {
  if (nth > 1) return 0;
  if (fate === 'mismatched' && index >= 2) return size;
  if (fate === 'catching-up' && index === 3 && nth === 0) return size;
  return wasBehind && index === 1 ? size : 0;
}

/** A bearer token as agents have it; it is no secret, for it belongs to a fleet that does not exist. */
const tokenOf = (number: number) => `lsa_${createHash('sha256').update(`token ${number}`).digest('base64url')}`;

function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Mulberry32: the same number gives the same row of numbers from 0 up to, not including, 1. */
function randomOf(number: number): () => number {
  let state = Math.imul(number + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');

const FIRST = [
  'Anna',
  'Émile',
  'Jürgen',
  'Zoé',
  'Björn',
  'Inès',
  'Karim',
  'Łucja',
  'Sigrid',
  'Tomáš',
  'Chiara',
  'Aoife',
];
const LAST = ['Weiß', 'Dufour', 'Lund', 'Núñez', 'Żak', 'Nagy', 'Haddad', 'Byrne', 'Öztürk', 'Šťastný', 'Marchetti'];
const SITES = [
  'Lyon',
  'Berlin',
  'Oslo',
  'Porto',
  'Kraków',
  'Tunis',
  'Dublin',
  'Praha',
  'İzmir',
  'Rīga',
  'Torino',
  'Wien',
];
const TEAMS = ['Sales', 'Support', 'Engineering', 'Finance', 'Legal', 'Board', 'Logistics'];
const CLIENTS = [
  ['mbsync', '1.4.4', 'maildir'],
  ['mbsync', '1.5.1', 'maildir'],
  ['OfflineIMAP', '8.0.0', 'maildir'],
  ['Thunderbird', '128.5.0', 'mbox'],
  ['Thunderbird', '140.1.0', 'mbox'],
] as const;
const FOLDERS = [
  ...[['INBOX'], ['Sent'], ['Archive'], ['Drafts'], ['Junk'], ['Trash'], ['Projects'], ['Projects', 'Été']],
  ...[['Projects', 'Umbau'], ['Lists'], ['Lists', 'kernel'], ['Travel'], ['Invoices'], ['Invoices', '2026']],
];
