import type { EventBundle, TimelineEntry } from '@lockstep/contracts';
import type { EventStore, RecordedEvent } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { fixLives, toFixView } from '../fixes/fix-lives.ts';
import { readPolicyBook } from '../projections/read-policies.ts';
import { diagnosesOf } from './diagnoses.query.ts';
import { incidentOf } from './incidents.query.ts';
import { iso } from './instants.ts';
import type { AsOf } from './parameters.ts';
import { siblingRows } from './replica-list.query.ts';
import { toFolderRows, toReplicaView, type Picture } from './replica-view.ts';
import { toEntry } from './timeline.query.ts';
import { whyOf } from './why.ts';

type Log = Pick<EventStore, 'readStream' | 'head'>;

/** A report may be a megabyte, so few at a time. */
const PAGE = 100;

/** All of a bundle but its events: what is concluded of them. */
export async function bundleHead(
  client: ClientBase,
  log: Log,
  picture: Picture,
  asOf: AsOf,
): Promise<Omit<EventBundle, 'events'>> {
  const { replica, state, judgement, at, position } = picture;
  const diagnoses = await diagnosesOf(client, log, picture, asOf);
  const siblings = await siblingRows(client, state.mailbox, replica);
  return {
    replica: toReplicaView(picture, siblings, await incidentOf(client, replica, asOf.at, asOf.knownAt)),
    folders: {
      items: toFolderRows(picture),
      lastKnown: judgement.silence !== null,
      at: iso(at),
      cursor: String(position),
    },
    diagnoses,
    fixes: { items: (await fixLives(log, replica, asOf)).map(toFixView).reverse() },
    why: await whyOf(log, await readPolicyBook(client), picture, diagnoses, asOf),
  };
}

/**
 * A bundle as JSON, piece by piece: never more than a page of events is held. One event a line, so that it can be searched as text.
 * What is appended after it began is not in it: else an agent in a hurry would keep it from ending.
 */
export async function* bundleText(
  head: Omit<EventBundle, 'events'>,
  log: Log,
  asOf: AsOf,
  page: number = PAGE,
): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"events":[`;
  let separator = '\n';
  for await (const event of eventsOf(log, head.replica.id, asOf, page)) {
    yield separator + JSON.stringify(event);
    separator = ',\n';
  }
  yield '\n]}\n';
}

async function* eventsOf(
  log: Log,
  replica: string,
  { at, knownAt }: AsOf,
  limit: number,
): AsyncGenerator<TimelineEntry> {
  const before = (await log.head()).position + 1;
  let after = 0;
  let facts: RecordedEvent[];
  do {
    facts = await log.readStream(replica, {
      after,
      before,
      limit,
      ...(at !== undefined && { observedUntil: at }),
      ...(knownAt !== undefined && { recordedUntil: knownAt }),
    });
    for (const fact of facts) yield toEntry(fact);
    after = facts.at(-1)?.position ?? after;
  } while (facts.length === limit);
}

/** `lockstep-<mailbox>-<device>-<date>.json`, of what a file's name may hold anywhere. */
export function bundleName({ state: { mailbox, device }, at }: Picture): string {
  const plain = (name: string) =>
    name
      .toWellFormed()
      .replace(/[^\p{L}\p{N}@._+-]+/gu, '-')
      .slice(0, 80);
  return `lockstep-${plain(mailbox)}-${plain(device)}-${iso(at).slice(0, 10)}.json`;
}
