import { adopt, parseReplica, policyFor, policyVersion, type PolicyBook, type ReplicaState } from '@lockstep/domain';
import type { EventStore, RecordedEvent } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { isConcluded } from '../alerts/alert-conclusions.ts';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { ROUTES, SILENCES } from '../projections/streams.ts';
import type { Breather } from './breather.ts';
import type { Said, TakenAlert } from './replay-alerts.ts';

type Instant = number;

/** A replica of today's fleet, as policies are sought for it. */
export interface Present {
  readonly replica: string;
  readonly mailbox: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client: Readonly<Record<string, string>>;
}

const AT_ONCE = 1_000;

/** In the order of their ids, some at a time: a hundred thousand rows at once would keep the process from others. */
export async function readFleet(pool: Pool, rest: Breather): Promise<Present[]> {
  const fleet: Present[] = [];
  let last = BEFORE_ALL;
  for (;;) {
    const { rows } = await pool.query<PresentRow>({
      name: 'backtest-fleet',
      text: `SELECT replica, mailbox, labels, client_name AS name, client_version AS version, server
             FROM ${READ_SCHEMA}.replica_list WHERE partition = 0 AND replica > $1 ORDER BY replica LIMIT ${AT_ONCE}`,
      values: [last],
    });
    for (const row of rows) fleet.push(toPresent(row));
    await rest.breathe();
    if (rows.length < AT_ONCE) return fleet;
    last = rows.at(-1)!.replica;
  }
}

/** No replica has it. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

interface PresentRow {
  readonly replica: string;
  readonly mailbox: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly name: string | null;
  readonly version: string | null;
  readonly server: string | null;
}

function toPresent({ replica, mailbox, labels, name, version, server }: PresentRow): Present {
  const said = Object.entries({ name, version, server }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  return { replica, mailbox, labels, client: Object.fromEntries(said) };
}

/** Where each replay begins: the state before the first fact that is replayed, judged by nothing yet; null: at the beginning. */
export interface Beginning {
  readonly position: number;
  /** By the policies of whoever replays it, which take it over. */
  readonly stateFor: (book: PolicyBook) => ReplicaState;
}

/** The newest snapshot of each replica that holds nothing younger. */
export async function readBeginnings(
  pool: Pool,
  replicas: readonly string[],
  before: Instant,
): Promise<Map<string, Beginning>> {
  const { rows } = await pool.query<{ replica: string; position: string; state: string }>(
    `SELECT DISTINCT ON (replica) replica, position, state FROM ${READ_SCHEMA}.replica_snapshot
     WHERE partition = 0 AND replica = ANY ($1::uuid[]) AND max_recorded_at <= $2 AND max_observed_at <= $2
     ORDER BY replica, position DESC`,
    [replicas, before],
  );
  return new Map(
    rows.map(({ replica, position, state }) => [
      replica,
      {
        position: Number(position),
        stateFor: (book) => {
          const parsed = parseReplica(state, (id, version) => policyVersion(book, id, version));
          adopt(parsed, policyFor(book, parsed));
          return parsed;
        },
      },
    ]),
  );
}

const PAGE = 500;

/** A replica's facts in pages, the next one on its way while one is folded. */
export async function* readFacts(
  store: Pick<EventStore, 'readStream'>,
  replica: string,
  after: number,
  until: Instant,
): AsyncGenerator<readonly RecordedEvent[]> {
  const page = (from: number) => store.readStream(replica, { after: from, recordedUntil: until, limit: PAGE });
  let next: Promise<RecordedEvent[]> | null = page(after);
  while (next !== null) {
    const facts: RecordedEvent[] = await next;
    next = facts.length < PAGE ? null : page(facts.at(-1)!.position);
    // Whoever stops in the middle does not wait for it.
    next?.catch(() => undefined);
    if (facts.length > 0) yield facts;
  }
}

/** Channels and routes as they are now, as if they had always been so; silences, windows, and who took what, as they were. */
export async function readSaid(
  pool: Pool,
  store: Pick<EventStore, 'readStream'>,
  from: Instant,
  to: Instant,
): Promise<Said> {
  const routes = (await store.readStream(ROUTES, { recordedUntil: to })).filter(
    ({ type }) => type !== 'DigestConfigured',
  );
  const silences = await store.readStream(SILENCES, { recordedUntil: to });
  return {
    events: [
      ...routes.map((event) => ({ ...event, observedAt: 1, recordedAt: 1 })),
      ...silences.filter((event) => !isConcluded(event)),
    ],
    taken: await readTaken(pool, from, to),
  };
}

async function readTaken(pool: Pool, from: Instant, to: Instant): Promise<TakenAlert[]> {
  const { rows } = await pool.query<{ fingerprint: string; since: string; state: string }>(
    `SELECT fingerprint, since, state FROM ${ALERTS_SCHEMA}.alert WHERE taken AND until > $1 AND since <= $2 ORDER BY since`,
    [from, to],
  );
  const taken = new Map<string, TakenAlert>();
  for (const { fingerprint, since, state } of rows) {
    const { acknowledged, assignee } = JSON.parse(state) as {
      acknowledged: { by: string; at: Instant; until: Instant | null } | null;
      assignee: string | null;
    };
    const at = acknowledged?.at ?? Number(since);
    const by = acknowledged?.by ?? assignee ?? '';
    const key = `${fingerprint} ${by}`;
    const known = taken.get(key);
    // Each version of an alert says again who has it.
    if (known === undefined || acknowledged?.at !== undefined)
      taken.set(`${key}${acknowledged ? ` ${acknowledged.at}` : ''}`, {
        fingerprint,
        by,
        at,
        until: acknowledged?.until ?? null,
      });
  }
  return [...taken.values()];
}
