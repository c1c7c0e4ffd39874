import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelSecrets } from '@lockstep/contracts';
import type { ChannelEntry, NotifyBook } from '@lockstep/domain';
import { isTransient, type EventStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import type { Channel, Outcome } from '../message.ts';
import { readNotifyBook } from '../routing/notify-log.ts';
import { Alarm } from './alarm.ts';
import { attempt, DEADLINE_MS } from './attempt.ts';
import { claim, idleRows, renew, waitingChannels, type ClaimedRow, type Lease } from './claim.ts';
import { InHand } from './in-hand.ts';
import { appendOfOutcome, outcomeEvent, outcomesSince, recorded } from './outcome.ts';
import { notificationStream, noteOutcomes, type OutcomeEvent } from './outbox-rows.ts';
import { isOvertaken } from './overtaken.ts';

export interface DeliveryOptions {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'append' | 'readStream'>;
  readonly channelOf: (kind: ChannelEntry['settings']['kind']) => Channel | undefined;
  /** Throws when they cannot be read; then nothing is sent, and it is tried again like any other failure. */
  readonly secretsOf: (channel: ChannelEntry) => Promise<ChannelSecrets>;
  /** After each outcome that the log took. */
  readonly onOutcome?: (event: OutcomeEvent, channel: ChannelEntry | null) => void;
  readonly onTrouble?: (error: unknown) => void;
  readonly clock?: () => number;
  readonly random?: () => number;
  readonly atOncePerChannel?: number;
  readonly deadlineMs?: number;
  /** Looks for messages at least this often. */
  readonly pollMs?: number;
  readonly leaseMs?: number;
  /** How long what is being sent may go on after a stop. */
  readonly stopWithinMs?: number;
}

const OVERTAKEN: Outcome = {
  ok: false,
  permanent: true,
  answer: 'It was not sent: a later message of the same alert has been.',
};

export interface Delivery {
  /** There may be something to send: a hint, for speed only. */
  wake(): void;
  /** Claims nothing new, gives what is being sent a moment, and lets go of the rest, for the next process. */
  stop(): Promise<void>;
}

/**
 * Sends what waits in the outbox, each message at least once and in the order of its group; at most four at a time by each channel, so
 * that one that hangs takes nobody else's place. For each message:
 * 1. its lease is taken, so that of several processes one sends it;
 * 2. the log is asked whether it has an outcome that the row does not know yet, for the log is right; and the lease is made sure of;
 * 3. it is sent, within a deadline;
 * 4. the outcome goes into the log under the number of the attempt, then into the row.
 * A process that dies between 3 and 4 leaves a message that is sent again, under the same key. Nothing else sends one twice, unless the
 * other side took it and did not say so in time.
 */
export function startDelivery(options: DeliveryOptions): Delivery {
  const { pool, store, channelOf, secretsOf, onOutcome, onTrouble } = options;
  const { clock = Date.now, random = Math.random, deadlineMs = DEADLINE_MS } = options;
  const { atOncePerChannel = 4, pollMs = 500, leaseMs = 15_000, stopWithinMs = 3_000 } = options;
  const lease: Lease = { holder: randomUUID(), ms: leaseMs };
  const inHand = new InHand(pool, lease);
  const alarm = new Alarm();
  const giveUp = new AbortController();
  const sending = new Set<Promise<void>>();
  let stopping = false;
  let book: NotifyBook | undefined;
  const running = run();

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        await look();
      } catch (error) {
        onTrouble?.(error);
      }
      await alarm.sleep(pollMs);
    }
  }

  async function look(): Promise<void> {
    const waiting = await waitingChannels(pool);
    if (waiting.length === 0) return;
    book = await readNotifyBook(store, book);
    for (const id of waiting) {
      const channel = book.channels.get(id);
      const not = inHand.of(id);
      const most = atOncePerChannel - not.length;
      if (!channel?.enabled) await drop(id, channel ?? null);
      else if (most > 0 && !stopping)
        for (const row of await claim(pool, { channel: id, now: clock(), most, not, lease })) begin(row, channel);
    }
  }

  function begin(row: ClaimedRow, channel: ChannelEntry): void {
    const work = deliver(row, channel).finally(() => {
      sending.delete(work);
      alarm.ring();
    });
    sending.add(work);
  }

  async function deliver(row: ClaimedRow, channel: ChannelEntry): Promise<void> {
    const lost = inHand.take(row);
    let free = false;
    try {
      const known = await outcomesSince(store, row.key, row.version);
      if (known.length > 0) await noteOutcomes(pool, known);
      else if (await renew(pool, row, lease)) await sendOnce(row, channel, lost);
      free = true;
    } catch (error) {
      // The lease keeps it from being tried again at once.
      onTrouble?.(error);
    } finally {
      await inHand.put(row, { free }).catch(() => undefined);
    }
  }

  async function sendOnce(row: ClaimedRow, channel: ChannelEntry, lost: AbortSignal): Promise<void> {
    const stop = AbortSignal.any([lost, giveUp.signal]);
    const outcome = await secretsOf(channel).then(
      async (secrets) =>
        // What was sent since the person looked is not to be followed by what was so before.
        row.isPutBack && (await isOvertaken(pool, row.key))
          ? OVERTAKEN
          : attempt(row.message, channel, secrets, { channelOf, deadlineMs, now: clock(), stop }),
      async (error: Error) => {
        // The database, not the secret.
        if (isTransient(error)) throw error;
        return (await hasChanged(channel)) ? null : ({ ok: false, permanent: false, answer: error.message } as const);
      },
    );
    // Its secrets were replaced in this moment: once more, with the new ones.
    if (outcome === null) return;
    // Cut off by ourselves it has no outcome: whoever has it next tries it anew. One that was taken in the last moment is noted.
    if (stop.aborted && !outcome.ok) return;
    const event = outcomeEvent(row, outcome, clock(), random);
    const result = await untilTold(() => store.append(appendOfOutcome(event, row.attempts + 1)));
    if (result.outcome !== 'stored') return noteOutcomes(pool, await outcomesSince(store, row.key, row.version));
    const stored = recorded(event, result.position, result.recordedAt);
    await noteOutcomes(pool, [stored]);
    onOutcome?.(stored, channel);
  }

  async function hasChanged({ id, version }: ChannelEntry): Promise<boolean> {
    book = await readNotifyBook(store, book);
    return book.channels.get(id)?.version !== version;
  }

  /** The other side has it: as long as this process lives, the log is to learn of it. */
  async function untilTold<T>(append: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await append();
      } catch (error) {
        if (!isTransient(error) || giveUp.signal.aborted) throw error;
        onTrouble?.(error);
        await pause(500, undefined, { signal: giveUp.signal }).catch(() => undefined);
      }
    }
  }

  /** What waits for a channel that is off or gone is let go of, visibly; a person may put it back. */
  async function drop(id: string, channel: ChannelEntry | null): Promise<void> {
    const answer = channel === null ? 'The channel was removed.' : 'The channel is switched off.';
    for (const { key, attempts, version } of await idleRows(pool, id)) {
      const dropped = {
        type: 'NotificationDropped' as const,
        observedAt: clock(),
        data: { key, attempt: attempts, answer },
      };
      const result = await store.append({
        stream: notificationStream(key),
        expectedVersion: version,
        events: [dropped],
      });
      if (result.outcome !== 'stored') {
        await noteOutcomes(pool, await outcomesSince(store, key, version));
        continue;
      }
      const stored = recorded(dropped, result.position, result.recordedAt);
      await noteOutcomes(pool, [stored]);
      onOutcome?.(stored, channel);
    }
  }

  return {
    wake: () => alarm.ring(),

    async stop() {
      stopping = true;
      alarm.ring();
      await running;
      const timer = setTimeout(() => giveUp.abort(), stopWithinMs);
      await Promise.all(sending);
      clearTimeout(timer);
      giveUp.abort();
      await inHand.close();
    },
  };
}
