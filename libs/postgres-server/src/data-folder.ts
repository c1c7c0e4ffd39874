import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { canReach, type DbUser } from './db-user.ts';

const FALLBACK = '/var/lib/lockstep';

/** Where everything of one PostgreSQL of ours lives. */
export interface DataFolder {
  readonly root: string;
  readonly pgdata: string;
  readonly passwordFile: string;
  readonly logFile: string;
  /** Says which process looks after the running server. */
  readonly keeperFile: string;
  /** Stands in the title of each of the server's processes, so that they can be told from another's. */
  readonly clusterName: string;
}

/** Makes the wanted folder or, where the database user cannot enter it, one under /var/lib/lockstep, and says so. */
export function openDataFolder(wanted: string, user: DbUser, log: (line: string) => void): DataFolder {
  const root = resolve(wanted);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  if (user.uid === undefined || letIn(root, user)) return layOut(root);

  const fallback = join(FALLBACK, root.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-/, ''));
  log(`PostgreSQL's user cannot enter ${root}: the database is kept in ${fallback}.`);
  mkdirSync(fallback, { recursive: true });
  if (!letIn(fallback, user)) throw new Error(`PostgreSQL's user cannot enter ${fallback} either: set LOCKSTEP_DATA.`);
  return layOut(fallback);
}

/** The folder itself is ours, so it may be opened for passing through (not for reading); what is above it is not. */
function letIn(root: string, user: DbUser): boolean {
  if (canReach(user, root)) return true;
  if (root === homedir() || !canReach(user, dirname(root))) return false;
  chmodSync(root, 0o711);
  return canReach(user, root);
}

function layOut(root: string): DataFolder {
  return {
    root,
    pgdata: join(root, 'postgres'),
    passwordFile: join(root, 'postgres.password'),
    logFile: join(root, 'postgres.log'),
    keeperFile: join(root, 'postgres.keeper'),
    clusterName: `lockstep-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
  };
}

/** Made once; afterwards only the file knows it. */
export function password(folder: DataFolder): string {
  if (!existsSync(folder.passwordFile)) {
    if (existsSync(folder.pgdata)) {
      throw new Error(
        `${folder.passwordFile} is gone, and without it the database in ${folder.pgdata} cannot be opened.`,
      );
    }
    try {
      writeFileSync(folder.passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process was quicker; its password is as good.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(folder.passwordFile, 'utf8').trim();
}

/** Hands a path over to the database user. */
export function give(path: string, user: DbUser): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid);
}
