import { createPostgresStore, startConsumer, type RecordedEvent } from '@lockstep/event-store';
import type { NotificationEvent } from '@lockstep/domain';
import pg, { type PoolClient } from 'pg';
import type { Channel } from '../../message.ts';
import { startDelivery } from '../delivery.ts';
import { noteOutcomes, queueRows } from '../outbox-rows.ts';
import { messageOf } from './outbox.ts';

// The log, a consumer that fills the outbox, and the worker: a server's part in delivery and nothing else, so that it starts fast and can be
// killed often. Its arguments: the database, from when on time passes faster (ms since 1970), and how long leases last (ms).

const born = Number(process.argv[3]);
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });
pool.on('error', () => undefined);
const store = createPostgresStore({ pool });

/** Sends the key, and takes 2xx for an answer. */
const channel: Channel = {
  kind: 'webhook',
  async send({ key }, { settings, signal }) {
    const response = await fetch(('url' in settings && settings.url) || '', { method: 'POST', body: key, signal });
    const answer = `${response.status} ${await response.text()}`;
    return response.ok ? { ok: true, answer } : { ok: false, permanent: false, answer };
  },
};

const delivery = startDelivery({
  pool,
  store,
  channelOf: () => channel,
  secretsOf: async () => ({}),
  // Failures are to be tried again soon, and who was killed to be replaced soon: time passes fifty times as fast.
  clock: () => born + (Date.now() - born) * 50,
  random: () => 0,
  pollMs: 10,
  leaseMs: Number(process.argv[4]),
});

startConsumer<PoolClient>({
  store,
  name: 'outbox-of-test',
  leaseMs: 300,
  pollMs: 20,
  async handle(batch, tx) {
    for (const event of batch) await fold(event, tx);
  },
  onAdvanced: () => delivery.wake(),
});

async function fold(recorded: RecordedEvent, tx: PoolClient): Promise<void> {
  if (!recorded.type.startsWith('Notification')) return;
  const event = recorded as unknown as NotificationEvent;
  if (event.type === 'NotificationQueued') await queueRows(tx, [{ event, message: messageOf(event) }]);
  else await noteOutcomes(tx, [event]);
}

process.stdout.write('ready\n');
