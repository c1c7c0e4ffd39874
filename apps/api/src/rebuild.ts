import { createPostgresStore, migrateStore } from '@lockstep/event-store';
import { startPostgres } from '@lockstep/postgres-server';
import pg from 'pg';
import { migrateAlertTables } from './alerts/alert-tables.ts';
import { rebuildAlerts } from './alerts/rebuild-alerts.ts';
import { baseUrlOf, configFromEnvironment } from './config/config.ts';
import { migrateReadTables } from './projections/read-tables.ts';
import { rebuildReadModels, type RebuildProgress } from './projections/rebuild-read-models.ts';

// `npm run rebuild`: makes every read model anew from the log, beside the running server. Ctrl-C keeps what was done.
const config = configFromEnvironment(process.env);
const embedded = config.databaseUrl === null ? await startPostgres({ dataDir: config.dataFolder }) : null;
const pool = new pg.Pool({
  connectionString: config.databaseUrl ?? embedded!.url,
  max: 5,
  application_name: 'lockstep-rebuild',
});
// A connection that breaks is thrown by the statement that misses it.
pool.on('error', () => undefined);
const store = createPostgresStore({ pool });
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

try {
  await migrateStore(pool);
  await migrateReadTables(pool);
  await migrateAlertTables(pool);
  const began = performance.now();
  const say = sayProgress(began);
  const done =
    (await rebuildReadModels({ pool, store, signal: stop.signal, onProgress: say })) &&
    (await rebuildAlerts({ pool, store, baseUrl: baseUrlOf(config), signal: stop.signal }));
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stdout.write(
    done ? `Rebuilt in ${seconds} s, and switched.\n` : `Stopped after ${seconds} s; run it again to go on.\n`,
  );
  process.exitCode = done ? 0 : 1;
} finally {
  await store.close();
  await pool.end();
  await embedded?.stop();
}

/** A line every second. */
function sayProgress(began: number): (progress: RebuildProgress) => void {
  let saidAt = 0;
  return ({ position, until, folderStatistics }) => {
    const now = performance.now();
    if (now - saidAt < 1_000 && position < until) return;
    saidAt = now;
    const rate = Math.round((folderStatistics / (now - began)) * 1_000);
    const share = until === 0 ? 100 : Math.floor((position / until) * 100);
    process.stdout.write(`${share} %: event ${position} of ${until}, ${rate} folder statistics a second\n`);
  };
}
