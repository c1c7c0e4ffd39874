import {
  initialAlerts,
  initialMessages,
  NO_NOTIFY,
  parseMessages,
  restoreAlerts,
  serializeAlertsRest,
  serializeMessages,
  type AlertsState,
  type MessagesState,
  type NotifyBook,
} from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { NO_DIGEST, type DigestTally } from './digests.ts';
import { parseIncident, type MirroredIncident } from './mirrored-incident.ts';
import type { MirroredReplica } from './mirrored-replica.ts';

type Reader = Pick<ClientBase, 'query'>;

/** What the fold holds whole. */
export interface KeptAlerts {
  readonly state: AlertsState;
  readonly told: MessagesState;
  book: NotifyBook;
  digest: DigestTally;
  /** The alerts that have a row to begin with. */
  readonly atRest: Set<string>;
}

/** As it is before anything was ever said. */
export const nothingKept = (): KeptAlerts => ({
  state: initialAlerts(),
  told: initialMessages(),
  book: NO_NOTIFY,
  digest: NO_DIGEST,
  atRest: new Set(),
});

export async function loadKept(client: Reader, schema: string): Promise<KeptAlerts> {
  const kept = await client.query<{ name: string; value: string }>(`SELECT name, value FROM ${schema}.kept`);
  const value = new Map(kept.rows.map((row) => [row.name, row.value]));
  const rest = value.get('rest');
  const told = value.get('told');
  const book = value.get('routes');
  const digest = value.get('digest');
  const { rows } = await client.query<{ id: string; stored: string }>(`SELECT id, stored FROM ${schema}.at_rest`);
  return {
    state:
      rest === undefined
        ? initialAlerts()
        : restoreAlerts(
            rows.map(({ stored }) => stored),
            rest,
          ),
    told: told === undefined ? initialMessages() : parseMessages(told),
    book: book === undefined ? NO_NOTIFY : parseBook(book),
    digest: digest === undefined ? NO_DIGEST : (JSON.parse(digest) as DigestTally),
    atRest: new Set(rows.map(({ id }) => id)),
  };
}

/** By name; the routes only where they changed. */
export function keptValues(
  { state, told, book, digest }: KeptAlerts,
  changed: { told: boolean; routes: boolean },
): [string, string][] {
  return [
    ['rest', serializeAlertsRest(state)],
    ['digest', JSON.stringify(digest)],
    ...(changed.told ? [['told', serializeMessages(told)] as [string, string]] : []),
    ...(changed.routes
      ? [['routes', JSON.stringify({ ...book, channels: [...book.channels] })] as [string, string]]
      : []),
  ];
}

/** Channels and routes as the rows know them. */
export async function loadBook(client: Reader, schema: string): Promise<NotifyBook> {
  const { rows } = await client.query<{ value: string }>(`SELECT value FROM ${schema}.kept WHERE name = 'routes'`);
  return rows[0] ? parseBook(rows[0].value) : NO_NOTIFY;
}

function parseBook(text: string): NotifyBook {
  const stored = JSON.parse(text) as Omit<NotifyBook, 'channels'> & { channels: [string, never][] };
  return { ...stored, channels: new Map(stored.channels) };
}

export async function loadReplicas(
  client: Reader,
  schema: string,
  ids: readonly string[],
): Promise<[string, MirroredReplica][]> {
  const { rows } = await client.query<{ id: string; mirror: string }>({
    name: `${schema}-replicas`,
    text: `SELECT id, mirror FROM ${schema}.replica WHERE id = ANY ($1::uuid[])`,
    values: [ids],
  });
  return rows.map(({ id, mirror }) => [id, JSON.parse(mirror) as MirroredReplica]);
}

export async function loadIncidents(client: Reader, schema: string): Promise<[string, MirroredIncident][]> {
  const { rows } = await client.query<{ id: string; mirror: string }>(`SELECT id, mirror FROM ${schema}.incident`);
  return rows.map(({ id, mirror }) => [id, parseIncident(mirror)]);
}
