import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@lockstep/postgres-server';
import pg from 'pg';
import { alertsPart } from './alerts/alerts-part.ts';
import { dashboardPart } from './dashboard/dashboard-part.ts';
import type { Part } from './part.ts';
import { serverPart } from './server/server-part.ts';
import { storePart } from './store/store-part.ts';
import { writeDown } from './write-down.ts';

/** In the order in which they run. */
const parts: readonly Part[] = [storePart, serverPart, alertsPart, dashboardPart];

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const wanted = words.filter((word) => !word.startsWith('--'));
const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length === 0)
  throw new Error(`There is no such part; there are: ${parts.map(({ name }) => name).join(', ')}.`);

const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
// Nothing is set that makes a commit less durable: fsync, full_page_writes and synchronous_commit are as they come.
const server = await startPostgres({ dataDir: folder, settings: { max_connections: '200' } });
try {
  const postgres = await durable(server.url);
  for (const part of chosen) {
    const result = await part.run({ serverUrl: server.url, quick, log: console.log });
    console.log(`\n${result.markdown}\n`);
    if (!quick) writeDown(part.name, result, postgres);
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** The version of a server with default durability; anything else would not be a measurement. */
async function durable(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'server_version')`,
  );
  await client.end();
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    if (settings.get(name) !== 'on')
      throw new Error(`${name} is ${settings.get(name)}: this would not be a fair measurement.`);
  }
  return settings.get('server_version')!;
}
