import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UsageError } from '../cli/usage-error.ts';
import type { Flags } from '../cli/arguments.ts';
import { parseMbsyncrc, type ImapStore, type Mbsyncrc } from '../mbsync/mbsyncrc.ts';
import { onlyOfflineRoot, pairingFor } from '../mbsync/pairing.ts';
import { AddressError, isLoopback, parseImapAddress, type ImapAddress } from '../server/imap-address.ts';

/** Where the numbers come from. Holds no secret. */
export interface Sources {
  readonly root: string;
  readonly mbsyncrc: string | null;
  readonly address: ImapAddress;
  readonly passwordFile: string | null;
  readonly tlsCa: string | null;
  readonly timeoutMs: number;
  readonly syncLog: string | null;
}

/** Flags first, then the configuration file, then what `join` remembered, then what the mbsyncrc says. */
export async function resolveSources(flags: Flags, home: string): Promise<Sources> {
  const mbsyncrc = mbsyncrcPath(flags, home);
  const config =
    mbsyncrc === null ? null : parseMbsyncrc(await readFile(mbsyncrc, 'utf8').catch(unreadable(mbsyncrc)), home);
  const root = offlineRoot(flags.offline, config, home);
  const store = config === null ? null : (pairingFor(config, root, () => '')?.far ?? null);

  return {
    root,
    mbsyncrc,
    address: addressOf(flags, store),
    passwordFile: flags.passwordFile === undefined ? null : expand(flags.passwordFile, home),
    tlsCa: flags.tlsCa === undefined ? null : expand(flags.tlsCa, home),
    timeoutMs: (flags.timeoutSeconds ?? 30) * 1_000,
    syncLog: flags.syncLog === undefined ? null : expand(flags.syncLog, home),
  };
}

export async function readPassword(sources: Sources, environment: NodeJS.ProcessEnv): Promise<string> {
  if (sources.passwordFile !== null) {
    const text = await readFile(sources.passwordFile, 'utf8').catch(unreadable(sources.passwordFile));
    return text.replace(/\r?\n$/, '');
  }
  const password = environment['LOCKSTEP_IMAP_PASSWORD'];
  if (password) return password;
  throw new UsageError('the IMAP password is missing: name its file by --password-file, or set LOCKSTEP_IMAP_PASSWORD');
}

function mbsyncrcPath(flags: Flags, home: string): string | null {
  if (flags.mbsyncrc !== undefined) return expand(flags.mbsyncrc, home);
  const usual = resolve(home, '.mbsyncrc');
  return existsSync(usual) ? usual : null;
}

function offlineRoot(said: string | undefined, config: Mbsyncrc | null, home: string): string {
  if (said === undefined) {
    const only = config === null ? null : onlyOfflineRoot(config);
    if (only !== null) return only;
    throw new UsageError('name the offline store, as in --offline maildir:~/Mail');
  }
  const found = /^([a-z]+):(.+)$/i.exec(said);
  if (found === null) throw new UsageError('--offline wants the kind of store and its place, as in maildir:~/Mail');
  if (found[1]!.toLowerCase() !== 'maildir') {
    throw new UsageError(`stores of the kind “${found[1]}” are not read yet, only maildir`);
  }
  return expand(found[2]!, home);
}

function addressOf(flags: Flags, store: ImapStore | null): ImapAddress {
  try {
    if (flags.serverMailbox !== undefined) return parseImapAddress(flags.serverMailbox, flags.starttls ?? false);
  } catch (error) {
    throw error instanceof AddressError ? new UsageError(error.message) : error;
  }
  if (!store?.host || !store.user) {
    throw new UsageError('name the mailbox on the server, as in --server-mailbox imap://anna@host:143');
  }
  const implicit = store.security === 'imaps';
  const plain = store.security === 'none' && !flags.starttls;
  return {
    host: store.host,
    port: store.port ?? (implicit ? 993 : 143),
    user: store.user,
    security: implicit
      ? 'implicit'
      : plain
        ? 'none'
        : isLoopback(store.host) && !flags.starttls
          ? 'opportunistic'
          : 'starttls',
  };
}

export function expand(path: string, home: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, home));
}

const unreadable = (path: string) => (error: NodeJS.ErrnoException) => {
  throw new UsageError(`${path} cannot be read: ${error.code ?? error.message}`);
};
