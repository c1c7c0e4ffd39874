import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import { backoffMs } from '../retry.ts';
import { connectLike } from './connection.ts';

const CHANNEL = 'lockstep_log';

export interface Hints {
  /** This process has committed to the partition. */
  committed(partition: number): void;
  onHint(partition: number, wake: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Who waits for the log to grow is woken: at once in this process, by a coalesced NOTIFY in the others. It is sent on a
 * connection of its own, since a NOTIFY takes a lock of the whole server until its transaction is flushed.
 * A hint may get lost (a connection breaks), so after a reconnect everybody is woken, and readers poll besides.
 */
export function createHints(pool: Pool, coalesceMs: number): Hints {
  const origin = randomUUID();
  const sleepers = new Set<{ partition: number; wake: () => void }>();
  const pending = new Set<number>();
  const closing = new AbortController();
  let sending: Promise<void> | null = null;
  let sender: Client | null = null;
  let listener: Client | null = null;
  let listening: Promise<void> | null = null;

  const wake = (partition?: number) => {
    for (const sleeper of sleepers) if (partition === undefined || sleeper.partition === partition) sleeper.wake();
  };

  async function send(): Promise<void> {
    while (pending.size > 0 && !closing.signal.aborted) {
      const partitions = [...pending];
      pending.clear();
      try {
        sender ??= await openSender();
        for (const partition of partitions) {
          await sender.query({
            name: 'log-notify',
            text: 'SELECT pg_notify($1, $2)',
            values: [CHANNEL, `${partition}:${origin}`],
          });
        }
      } catch {
        // The poll of the others is the floor; the next commit tries again with a new connection.
        sender?.end().catch(() => undefined);
        sender = null;
      }
      await pause(coalesceMs);
    }
    sending = null;
  }

  async function openSender(): Promise<Client> {
    // A hint that is lost in a crash is no loss, so its commit need not wait for the disk.
    const client = await connectLike(pool, {
      options: '-c synchronous_commit=off',
      application_name: 'lockstep-hints',
    });
    client.on('error', () => {
      if (sender === client) sender = null;
    });
    return client;
  }

  async function listen(): Promise<void> {
    for (let attempt = 0; !closing.signal.aborted; attempt++) {
      try {
        const client = await connectLike(pool, { application_name: 'lockstep-listener', keepAlive: true });
        listener = client;
        const lost = new Promise<void>((resolve) => client.once('end', resolve).once('error', () => resolve()));
        client.on('notification', ({ payload = '' }) => {
          const [partition, from] = payload.split(':');
          if (from !== origin) wake(Number(partition));
        });
        await client.query(`LISTEN ${CHANNEL}`);
        // Whatever was said while nobody listened is made good by reading again.
        wake();
        attempt = 0;
        if (!closing.signal.aborted) await lost;
      } catch {
        // Falls through to the next attempt; the readers poll meanwhile.
      }
      await listener?.end().catch(() => undefined);
      listener = null;
      await pause(backoffMs(attempt, 100, 5_000));
    }
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: closing.signal }).catch(() => undefined);

  return {
    committed(partition) {
      wake(partition);
      pending.add(partition);
      sending ??= send();
    },

    onHint(partition, wakeUp) {
      const sleeper = { partition, wake: wakeUp };
      sleepers.add(sleeper);
      listening ??= listen();
      return () => sleepers.delete(sleeper);
    },

    async close() {
      closing.abort();
      await listener?.end().catch(() => undefined);
      await Promise.all([sending, listening]);
      await sender?.end().catch(() => undefined);
    },
  };
}
