import type { Changed, Subscribe } from '@lockstep/contracts';
import { folderChanges, type SentFolders } from './folder-changes.ts';
import type { LiveReads, LiveSnapshot } from './live-reads.ts';
import { Pace } from './pace.ts';

/** Who listens, in rooms; and how they are spoken to. */
export interface Audience {
  isEmpty(room: string): boolean;
  /** To all in the room but those who still have too much to read. */
  tell(room: string, changed: Changed): void;
  /** The rooms of single replicas that somebody is in. */
  watchedReplicas(): readonly string[];
}

export interface LiveFeedOptions {
  readonly reads: LiveReads;
  readonly audience: Audience;
  readonly onError: (error: unknown) => void;
  /** At most one picture of the fleet in this time, the first at once. */
  readonly fleetEveryMs?: number;
  /** How soon other processes' folding is seen, for there is no hint of it. */
  readonly pollEveryMs?: number;
}

/** Beyond this many rows it is cheaper to read a page again. */
export const MOST_ROWS = 500;

/** Beyond this many events it is cheaper not even to look which rows. */
const MOST_EVENTS = 100_000;

/** What one can subscribe to. */
export interface Subject {
  readonly view: Subscribe['view'];
  readonly id?: string | undefined;
}

export const roomOf = ({ view, id }: Subject): string => (view === 'replica' ? `replica:${id}` : view);

/**
 * Follows the position of the rows and tells the rooms what changed between the last one and this one. What changed is asked of the
 * log, so it makes no difference which process folded it. Each changed row is read once a round, however many look at it.
 */
export class LiveFeed {
  readonly #options: Required<LiveFeedOptions>;
  readonly #pace: Pace;
  readonly #sent = new Map<string, SentFolders>();
  #position = 0;
  #fleetPosition = 0;
  #fleetDueAt = 0;
  #readAt = performance.now();
  #poll: NodeJS.Timeout | null = null;

  constructor(options: LiveFeedOptions) {
    this.#options = { fleetEveryMs: 250, pollEveryMs: 200, ...options };
    this.#pace = new Pace(() => this.#round());
  }

  /** Everything up to here has been told. */
  get position(): number {
    return this.#position;
  }

  /** How old what was told may be: since the rows could be read last. */
  get unreadForMs(): number {
    return performance.now() - this.#readAt;
  }

  async start(): Promise<void> {
    this.#position = await this.#options.reads.position();
    this.#readAt = performance.now();
    this.#fleetPosition = this.#position;
    this.#poll = setInterval(() => this.#pace.ask(), this.#options.pollEveryMs);
  }

  /** The rows have moved in this process. */
  advanced(): void {
    this.#pace.ask();
  }

  async stop(): Promise<void> {
    if (this.#poll) clearInterval(this.#poll);
    await this.#pace.stop();
  }

  /** What a client that comes back has missed since its cursor; null: nothing. */
  async missed({ view, id }: Subject, since: number): Promise<Changed | null> {
    return this.#options.reads.snapshot(async (snapshot) => {
      if (snapshot.position <= since) return null;
      const cursor = String(snapshot.position);
      if (view === 'fleet') return { view, cursor, rows: [await snapshot.fleet()], feed: await snapshot.feed(since) };
      // Alerts have rows and a position of their own.
      if (view === 'alerts') return null;

      const replicas = await changedSince(snapshot, since);
      if (view === 'replicas') return rowsOrReset(snapshot, replicas);
      if ((await changedAmong(snapshot, since, [id!], replicas)).length === 0) return null;
      // Which folders it knows is not known here: it is given all, and told to forget the rest.
      const found = await snapshot.replica(id!);
      return found && { view, id: id!, cursor, reset: true, rows: [{ ...found, removed: [] }] };
    });
  }

  async #round(): Promise<void> {
    try {
      await this.#options.reads.snapshot((snapshot) => this.#tell(snapshot));
      this.#readAt = performance.now();
    } catch (error) {
      // The position has not moved, so the next round tells what this one could not.
      this.#options.onError(error);
    }
  }

  async #tell(snapshot: LiveSnapshot): Promise<void> {
    const { audience } = this.#options;
    const watched = audience.watchedReplicas();
    this.#forgetUnwatched(watched);
    if (snapshot.position > this.#position) {
      const isHeard = watched.length > 0 || !audience.isEmpty('replicas');
      const replicas = isHeard ? await changedSince(snapshot, this.#position) : [];
      if (!audience.isEmpty('replicas') && replicas.length > 0) {
        audience.tell('replicas', await rowsOrReset(snapshot, replicas));
      }
      for (const id of await changedAmong(snapshot, this.#position, watched, replicas)) {
        await this.#tellReplica(snapshot, id);
      }
      this.#position = snapshot.position;
    }
    await this.#tellFleet(snapshot);
  }

  async #tellReplica(snapshot: LiveSnapshot, id: string): Promise<void> {
    const found = await snapshot.replica(id);
    if (!found) return;
    const sent = this.#sent.get(id) ?? new Map();
    this.#sent.set(id, sent);
    const { changed, removed } = folderChanges(sent, found.folders);
    this.#options.audience.tell(roomOf({ view: 'replica', id }), {
      view: 'replica',
      id,
      cursor: String(snapshot.position),
      rows: [{ replica: found.replica, folders: changed, removed }],
    });
  }

  async #tellFleet(snapshot: LiveSnapshot): Promise<void> {
    const { audience, fleetEveryMs } = this.#options;
    if (snapshot.position <= this.#fleetPosition) return;
    if (audience.isEmpty('fleet')) {
      this.#fleetPosition = snapshot.position;
      return;
    }
    const waitMs = this.#fleetDueAt - performance.now();
    if (waitMs > 0) {
      setTimeout(() => this.#pace.ask(), waitMs).unref();
      return;
    }
    const [rows, feed] = [[await snapshot.fleet()], await snapshot.feed(this.#fleetPosition)];
    audience.tell('fleet', { view: 'fleet', cursor: String(snapshot.position), rows, feed });
    this.#fleetPosition = snapshot.position;
    this.#fleetDueAt = performance.now() + fleetEveryMs;
  }

  #forgetUnwatched(watched: readonly string[]): void {
    const still = new Set(watched);
    for (const id of this.#sent.keys()) if (!still.has(id)) this.#sent.delete(id);
  }
}

type ChangedReplicas = readonly string[] | 'too-many';

async function changedSince(snapshot: LiveSnapshot, since: number): Promise<ChangedReplicas> {
  if (snapshot.position - since > MOST_EVENTS) return 'too-many';
  const replicas = await snapshot.changed(since, MOST_ROWS + 1);
  return replicas.length > MOST_ROWS ? 'too-many' : replicas;
}

/** Those that have news of their own, or by their incident. */
async function changedAmong(
  snapshot: LiveSnapshot,
  since: number,
  watched: readonly string[],
  changed: ChangedReplicas,
): Promise<readonly string[]> {
  if (changed === 'too-many') return watched;
  const others = watched.filter((id) => !changed.includes(id));
  const byIncident = await snapshot.ofChangedIncidents(since, others);
  return watched.filter((id) => changed.includes(id) || byIncident.includes(id));
}

async function rowsOrReset(snapshot: LiveSnapshot, replicas: ChangedReplicas): Promise<Changed> {
  const cursor = String(snapshot.position);
  if (replicas === 'too-many') return { view: 'replicas', cursor, rows: [], reset: true };
  return { view: 'replicas', cursor, rows: await snapshot.rows(replicas) };
}
