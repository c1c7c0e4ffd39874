import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Flags } from '../cli/arguments.ts';
import { UsageError } from '../cli/usage-error.ts';

const WORDS = {
  server: 'string',
  key: 'string',
  keyFile: 'path',
  mailbox: 'string',
  device: 'string',
  labels: 'object',
  offline: 'string',
  mbsyncrc: 'path',
  serverMailbox: 'string',
  passwordFile: 'path',
  starttls: 'boolean',
  tlsCa: 'path',
  timeoutSeconds: 'number',
  intervalSeconds: 'number',
  syncLog: 'path',
  spoolLimitMiB: 'number',
  state: 'path',
} as const;

/** The configuration file says what flags say; flags win. Paths in it are relative to it. */
export async function withConfigFile(flags: Flags): Promise<Flags> {
  if (flags.config === undefined) return flags;
  const path = flags.config;
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} cannot be read: ${error.code ?? error.message}`);
  });
  return { ...parseConfig(text, path), ...flags };
}

export function parseConfig(text: string, path: string): Flags {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new UsageError(`${path} must hold one object`);

  return Object.fromEntries(
    Object.entries(read).map(([word, value]) => {
      if (/password$/i.test(word)) throw new UsageError(`${path}: a password has its own file, named by passwordFile`);
      if (!(word in WORDS))
        throw new UsageError(`${path}: “${word}” is not known; there are ${Object.keys(WORDS).join(', ')}`);
      const kind = WORDS[word as keyof typeof WORDS];
      if (typeof value !== (kind === 'path' ? 'string' : kind) || value === null) {
        throw new UsageError(`${path}: ${word} must be a ${kind === 'path' ? 'string' : kind}`);
      }
      const relative = kind === 'path' && !String(value).startsWith('~');
      return [word, relative ? resolve(dirname(path), String(value)) : value];
    }),
  );
}
