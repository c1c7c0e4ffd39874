import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { makeCluster, SUPERUSER } from './cluster.ts';
import { openDataFolder, password, type DataFolder } from './data-folder.ts';
import { dbUser } from './db-user.ts';
import { isKept, isKeptByUs, keep, lastPort } from './keeper.ts';
import { isPostmaster, launch, runningPostmaster, shutDown, type Postmaster } from './postmaster.ts';

export interface StartPostgresOptions {
  /** Holds the database, its password (0600) and its log. */
  readonly dataDir: string;
  /** Chosen free when left out. */
  readonly port?: number;
  /** PostgreSQL's own settings, such as `max_connections`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly log?: (line: string) => void;
}

export interface PostgresServer {
  /** With the password: never log it. It stays the same when the server is started again. */
  readonly url: string;
  /** Of the server's first process, the one running now. */
  readonly pid: number;
  /** Where the data really are: not always where they were wanted. */
  readonly dataDir: string;
  /** Says that the server died; it is being started again meanwhile. */
  onExit(listener: () => void): void;
  /** Stops the server, unless another process keeps it. Done within ten seconds. */
  stop(): Promise<void>;
}

const DATABASE = 'lockstep';
const LOOK_EVERY_MS = 200;
const READY_WITHIN_MS = 30_000;
const RETRY_AFTER_MS = [100, 250, 500, 1_000, 2_000];

/**
 * A real PostgreSQL of our own, on the loopback only.
 *
 * 1. As root, it runs as the user `postgres`, and where that one cannot enter, under /var/lib/lockstep.
 * 2. On first use the cluster is made, with a random password that only a file knows.
 * 3. A server left running by a killed process is taken over; otherwise one is started.
 * 4. While we live it is watched, and started again on the same port when it dies.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<PostgresServer> {
  const log = options.log ?? (() => undefined);
  const user = dbUser(log);
  const folder = openDataFolder(options.dataDir, user, log);
  const secret = password(folder);
  const binaries = findBinaries(folder, user);
  await makeCluster(folder, binaries, user, secret);

  const start = async (port: number): Promise<Postmaster> => {
    const fresh = await launch(folder, binaries, user, port, options.settings ?? {});
    keep(folder, port);
    return fresh;
  };
  const postmaster = await takeOverOrStart(folder, start, options.port, log);
  const { port } = postmaster;
  if (!isKept(folder)) keep(folder, port);
  await makeDatabase(urlOf(port, secret, 'postgres'));

  const listeners: (() => void)[] = [];
  const watch = keepRunning(
    folder,
    postmaster,
    () => start(port),
    () => listeners.forEach((say) => say()),
    log,
  );
  return {
    url: urlOf(port, secret, DATABASE),
    dataDir: folder.root,
    // A server started again takes connections a moment before whoever started it knows.
    get pid() {
      return runningPostmaster(folder)?.pid ?? watch.pid();
    },
    onExit: (listener) => void listeners.push(listener),
    stop: () => watch.stop(),
  };
}

/** The server that runs on this folder already, if it comes to its senses in time. */
async function takeOver(folder: DataFolder, log: (line: string) => void): Promise<Postmaster | null> {
  const found = runningPostmaster(folder);
  if (!found) return null;
  for (const end = Date.now() + READY_WITHIN_MS; Date.now() < end; await pause(50)) {
    const now = runningPostmaster(folder);
    if (!now) return null;
    if (!now.ready) continue;
    log(`Using the PostgreSQL that already runs on ${folder.root} (process ${now.pid}, port ${now.port}).`);
    return now;
  }
  log(`The PostgreSQL that runs on ${folder.root} (process ${found.pid}) does not get ready: stopping it.`);
  await shutDown(folder, found.pid);
  return null;
}

/** Tried again, because between looking and starting another process may have started it, or taken the port. */
async function takeOverOrStart(
  folder: DataFolder,
  start: (port: number) => Promise<Postmaster>,
  wantedPort: number | undefined,
  log: (line: string) => void,
): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const running = await takeOver(folder, log);
    if (running) return running;
    try {
      const usualPort = wantedPort ?? (attempt === 1 ? lastPort(folder) : null);
      return await start(usualPort ?? (await freePort()));
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Looks a few times a second, because a server that was taken over is not our child and sends no word. */
function keepRunning(
  folder: DataFolder,
  first: Postmaster,
  restart: () => Promise<Postmaster>,
  onExit: () => void,
  log: (line: string) => void,
): { pid(): number; stop(): Promise<void> } {
  const stopping = new AbortController();
  let { pid } = first;

  const watching = (async () => {
    while (await waited(LOOK_EVERY_MS, stopping.signal)) {
      if (isPostmaster(folder, pid)) {
        if (!isKept(folder)) keep(folder, first.port);
        continue;
      }
      log(`PostgreSQL (process ${pid}) died: starting it again.`);
      onExit();
      pid = (await revive()) ?? pid;
    }
  })().catch((error: unknown) => log(`PostgreSQL is no longer watched: ${String(error)}`));

  /** Until it runs again, whoever started it, or until we are stopped. */
  async function revive(): Promise<number | null> {
    for (let attempt = 0; !stopping.signal.aborted; attempt++) {
      try {
        const other = runningPostmaster(folder);
        if (other?.ready && other.port === first.port) return other.pid;
        const fresh = await restart();
        log(`PostgreSQL runs again (process ${fresh.pid}).`);
        return fresh.pid;
      } catch (error) {
        log(`${error instanceof Error ? error.message : String(error)}`);
      }
      await waited(RETRY_AFTER_MS[attempt] ?? 2_000, stopping.signal);
    }
    return null;
  }

  return {
    pid: () => pid,
    async stop() {
      stopping.abort();
      // Twice: it may be recovering just now, which could take longer than we have, or be about to be started again.
      await shutDownIfOurs(folder);
      await watching;
      await shutDownIfOurs(folder);
    },
  };
}

async function shutDownIfOurs(folder: DataFolder): Promise<void> {
  const running = runningPostmaster(folder);
  if (running && isKeptByUs(folder)) await shutDown(folder, running.pid);
}

/** False when it was cut short. Does not keep the process alive. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  return pause(ms, true, { signal, ref: false }).catch(() => false);
}

async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // Whatever is lost is thrown by the statement that misses it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // duplicate_database, or the same seen by its unique index: another process was quicker.
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

function urlOf(port: number, secret: string, database: string): string {
  return `postgres://${SUPERUSER}:${secret}@127.0.0.1:${port}/${database}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
