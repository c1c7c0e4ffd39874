import { execFileSync, spawnSync } from 'node:child_process';

/** The operating system's user that PostgreSQL runs as; empty: whoever we are. */
export interface DbUser {
  readonly uid?: number;
  readonly gid?: number;
}

const NAME = 'postgres';

/** PostgreSQL refuses to run as root. There it runs as the user `postgres`, which is made when it is missing. */
export function dbUser(log: (line: string) => void): DbUser {
  if (process.getuid?.() !== 0) return {};
  const known = lookUp();
  if (known) return known;

  log(`PostgreSQL does not run as root: making the system user "${NAME}" for it.`);
  const made = spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    NAME,
  ]);
  const user = lookUp();
  if (user) return user;
  throw new Error(
    `PostgreSQL does not run as root, and the user "${NAME}" could not be made (${made.error?.message ?? made.stderr}). ` +
      'Make it, or start as another user than root, or set DATABASE_URL.',
  );
}

/** Tried rather than computed: access lists, mounts and parents all have a say. */
export function canReach(user: DbUser, path: string): boolean {
  return spawnSync('test', ['-x', path], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function lookUp(): DbUser | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, NAME], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}
