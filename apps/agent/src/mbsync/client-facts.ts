import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { ClientFacts } from '@lockstep/contracts';
import { storeIdOf } from '../offline/store-id.ts';
import type { Sources } from '../sources/sources.ts';

const run = promisify(execFile);

/**
 * What a diagnosis may want to know of the program that synchronizes, and of its store. The program is asked for its version once; the
 * store may be another one at any time.
 */
export function clientFactsOf(sources: Sources): () => Promise<ClientFacts> {
  let asked: Promise<string | null> | null = null;
  return async () => {
    const usesMbsync = sources.mbsyncrc !== null || (await exists(`${sources.root}/.mbsyncstate`));
    const version = usesMbsync ? await (asked ??= mbsyncVersion()) : null;
    const storeId = await storeIdOf(sources.root);
    return {
      ...(usesMbsync ? { name: 'mbsync' } : {}),
      ...(version === null ? {} : { version }),
      store: 'maildir',
      storePath: sources.root,
      ...(storeId === null ? {} : { storeId }),
      server: sources.address.host,
    };
  };
}

async function mbsyncVersion(): Promise<string | null> {
  try {
    const { stdout } = await run('mbsync', ['--version'], { timeout: 5_000 });
    return /(\d+(?:\.\d+)+\S*)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
