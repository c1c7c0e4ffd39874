import { readFile } from 'node:fs/promises';
import { ImapFlow, type ListResponse } from 'imapflow';
import { encodeModifiedUtf7 } from '../names/modified-utf7.ts';
import type { ImapAddress } from './imap-address.ts';
import { imapTrouble } from './imap.troubles.ts';
import type { ServerFolder, ServerMailbox, UidReader } from './server-mailbox.ts';

export interface ImapSource {
  readonly address: ImapAddress;
  readonly password: string;
  /** PEM file of the authority that signed the server's certificate. */
  readonly tlsCa: string | null;
  /** For connecting, for the greeting, and for each silence after that. */
  readonly timeoutMs: number;
}

/**
 * Reads the server's side on one connection: one LIST that asks for all counts at once. `ask` may put further questions
 * while the connection is open. It never throws for what a server or a network does; that is a trouble.
 */
export async function readImap<T>(
  source: ImapSource,
  ask: (mailbox: ServerMailbox, uids: UidReader) => Promise<T>,
): Promise<T> {
  const where = `${source.address.host}:${source.address.port}`;
  let deadline: NodeJS.Timeout | undefined;
  const client = await connection(source);
  const unknown = (error: unknown): ServerMailbox => ({
    folders: null,
    namespace: '',
    delimiter: '/',
    troubles: [imapTrouble(error, where)],
  });

  try {
    // The library's own limits hold for each step; a server that drips bytes is cut off here.
    const late = new Promise<never>((_, reject) => {
      deadline = setTimeout(() => reject(new DeadlineError(source.timeoutMs)), source.timeoutMs * 2);
    });
    const mailbox = await Promise.race([list(client), late]).catch(unknown);
    return await ask(mailbox, uidReader(client, source.timeoutMs));
  } finally {
    clearTimeout(deadline);
    await goodbye(client);
  }
}

class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  readonly code = 'DEADLINE';
  constructor(ms: number) {
    super(`the server has not answered in ${Math.round(ms / 1_000)} s`);
  }
}

async function connection(source: ImapSource): Promise<ImapFlow> {
  const { address } = source;
  const client = new ImapFlow({
    host: address.host,
    port: address.port,
    secure: address.security === 'implicit',
    ...(address.security === 'starttls' ? { doSTARTTLS: true } : {}),
    ...(address.security === 'none' ? { doSTARTTLS: false } : {}),
    auth: { user: address.user, pass: source.password },
    tls: source.tlsCa === null ? {} : { ca: await readFile(source.tlsCa) },
    connectionTimeout: source.timeoutMs,
    greetingTimeout: source.timeoutMs,
    socketTimeout: source.timeoutMs,
    disableAutoIdle: true,
    logger: false,
  });
  // A connection that breaks rejects the command under way; without a listener it would end the process as well.
  client.on('error', () => undefined);
  return client;
}

async function list(client: ImapFlow): Promise<ServerMailbox> {
  await client.connect();
  const entries = await client.list({ statusQuery: { messages: true, uidValidity: true, uidNext: true } });
  const mailboxes = entries.filter((entry) => !entry.flags.has('\\Noselect') && !entry.flags.has('\\NonExistent'));
  // Names are decoded on the wire once the server has agreed to UTF-8; mbsync never asks for it.
  const utf8 = client.enabled.has('UTF8=ACCEPT') || client.enabled.has('IMAP4REV2');
  return {
    folders: mailboxes.map((entry) => folder(entry, utf8)),
    namespace: client.namespace?.prefix ?? '',
    delimiter: entries.find((entry) => entry.delimiter)?.delimiter ?? '/',
    troubles: [],
  };
}

function folder(entry: ListResponse, utf8: boolean): ServerFolder {
  const raw = utf8 ? encodeModifiedUtf7(entry.pathAsListed) : entry.pathAsListed;
  const rawPath = (entry.delimiter ? raw.split(entry.delimiter) : [raw]).filter((segment) => segment !== '');
  const status = entry.status;
  const read = status !== undefined && !('error' in status && status.error) && status.messages !== undefined;
  return {
    path: entry.path,
    rawPath,
    items: read ? Number(status.messages) : null,
    uidValidity: read && status.uidValidity !== undefined ? Number(status.uidValidity) : null,
    uidNext: read && status.uidNext !== undefined ? Number(status.uidNext) : null,
    trouble: read ? null : { code: 'partial-read', detail: 'the server did not tell the status of this folder' },
  };
}

function uidReader(client: ImapFlow, timeoutMs: number): UidReader {
  return {
    async uidsUpTo(folder, highest) {
      if (highest < 1 || !client.usable) return [];
      const lock = await client.getMailboxLock(folder.path, {
        readOnly: true,
        acquireTimeout: timeoutMs,
      });
      try {
        const found = await client.search({ uid: `1:${highest}` }, { uid: true });
        if (!found) throw new Error('the server refused to search');
        return found;
      } finally {
        lock.release();
      }
    },
  };
}

async function goodbye(client: ImapFlow): Promise<void> {
  if (!client.usable) return client.close();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, 2_000)));
  await Promise.race([client.logout().catch(() => undefined), patience]);
  clearTimeout(timer);
  client.close();
}
