import type { Changed } from '@lockstep/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { Subject } from './live-feed.ts';

/** Packets that wait for a socket before it counts as slow. */
const MOST_WAITING = 64;

/**
 * A browser that does not read (a laptop that sleeps, a thin line) must not make us keep what it will never look at. It is left out
 * of the rooms' news while it has too much to read, and is given what it missed, as rows are by then, when it has read that.
 */
export class SlowReaders {
  static readonly ROOM = 'slow';
  readonly #missed: (subject: Subject, since: number) => Promise<Changed | null>;
  /** The last cursors that it was told before it fell behind. */
  readonly #behind = new WeakMap<Socket, Cursors>();
  #told: Cursors = { rows: 0, alerts: 0 };

  constructor(missed: (subject: Subject, since: number) => Promise<Changed | null>) {
    this.#missed = missed;
  }

  /** Call before news goes out. */
  sortOut(namespace: Namespace, news: Changed): void {
    for (const socket of namespace.sockets.values()) {
      const isFull = waitingFor(socket) > MOST_WAITING;
      if (isFull && !this.#behind.has(socket)) this.#leaveBehind(socket);
      if (!isFull && this.#behind.has(socket)) void this.#bringUp(socket);
    }
    const of = news.view === 'alerts' ? 'alerts' : 'rows';
    this.#told = { ...this.#told, [of]: Math.max(this.#told[of], Number(news.cursor)) };
  }

  #leaveBehind(socket: Socket, since = this.#told): void {
    this.#behind.set(socket, since);
    void socket.join(SlowReaders.ROOM);
  }

  async #bringUp(socket: Socket): Promise<void> {
    const since = this.#behind.get(socket)!;
    this.#behind.delete(socket);
    // Back in the rooms first: what comes in between is told twice rather than not at all.
    void socket.leave(SlowReaders.ROOM);
    try {
      for (const subject of subjectsOf(socket)) {
        const missed = await this.#missed(subject, subject.view === 'alerts' ? since.alerts : since.rows);
        if (missed) socket.emit('changed', missed);
      }
    } catch {
      // The database is away. What it missed is still owed: with the next news it is tried again.
      this.#leaveBehind(socket, since);
    }
  }
}

/** Alerts have rows and a position of their own. */
interface Cursors {
  readonly rows: number;
  readonly alerts: number;
}

function subjectsOf(socket: Socket): Subject[] {
  return [...socket.rooms].flatMap((room): Subject[] => {
    if (room === 'fleet' || room === 'replicas' || room === 'alerts') return [{ view: room }];
    return room.startsWith('replica:') ? [{ view: 'replica', id: room.slice('replica:'.length) }] : [];
  });
}

/** Engine.IO keeps the packets that its transport has not taken; the field is not in its types. */
function waitingFor(socket: Socket): number {
  return (socket.conn as unknown as { writeBuffer: readonly unknown[] }).writeBuffer.length;
}
