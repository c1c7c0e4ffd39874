import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@lockstep/postgres-server';
import { startSystem } from '../server/system.ts';
import { seedFleet, settled } from './seed-fleet.ts';

// `node bench/dist/dashboard/serve-seeded.js [replicas]`: the server on a seeded fleet, to look at by hand until Ctrl-C or TERM.
const replicas = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'lockstep-seeded-'));
const postgres = await startPostgres({ dataDir: folder, settings: { max_connections: '200' } });
const began = Date.now();
const seconds = () => Math.round((Date.now() - began) / 1_000);
await seedFleet(postgres.url, { replicas, log: console.log });
console.log(`seeded after ${seconds()} s`);
const system = await startSystem(postgres.url);
await settled(postgres.url, console.log);
console.log(`folded after ${seconds()} s\nserver ${system.url}\ndatabase ${postgres.url}`);

await new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
});
await system.stop();
await postgres.stop();
rmSync(folder, { recursive: true, force: true });
