// Jest's globalSetup of the integration tests: one real PostgreSQL for all of them, with its default durability.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export default async function () {
  // Jest loads this file as plain Node, which sees what is built, not the sources.
  execFileSync(
    process.execPath,
    [createRequire(import.meta.url).resolve('typescript/bin/tsc'), '-b', 'libs/postgres-server'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  const { startPostgres } = await import('@lockstep/postgres-server');

  const dataDir = mkdtempSync(join(tmpdir(), 'lockstep-test-'));
  const server = await startPostgres({
    dataDir,
    settings: { max_connections: '300' },
    log: (line) => console.error(`test database: ${line}`),
  });
  process.env.LOCKSTEP_TEST_DATABASE_URL = server.url;
  globalThis.lockstepTestPostgres = { server, undertaker: startUndertaker(server.pid, dataDir) };
}

/** Cleans up when its standard input ends, be it that the tests are over or that Jest was killed. */
function startUndertaker(pid, dataDir) {
  const script =
    'cat >/dev/null; kill -INT "$0" 2>/dev/null; while kill -0 "$0" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"';
  const child = spawn('sh', ['-c', script, String(pid), dataDir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.unref();
  child.stdin.unref?.();
  return child;
}
