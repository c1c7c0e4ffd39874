import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ClientFacts } from '@lockstep/contracts';
import { guessShape, shapeOf, walkStore } from '../offline/maildir.layout.ts';
import { folderIdOf, keptStoreIdOf } from '../offline/store-id.ts';
import type { Sources } from '../sources/sources.ts';
import { parseMbsyncrc } from './mbsyncrc.ts';
import { pairingFor } from './pairing.ts';

const run = promisify(execFile);
// An upgrade is a fact that a diagnosis may rest on; the agent outlives it.
const ASKED_AGAIN_MS = 3_600_000;

/**
 * What a diagnosis may want to know of the program that synchronizes, and of its store. The program is asked for its version once an hour; the
 * store may be another one at any time.
 */
export function clientFactsOf(sources: Sources, home: string, now: () => number): () => Promise<ClientFacts> {
  let version: string | null = null;
  let askedAt = -Infinity;

  return async () => {
    const usesMbsync = sources.mbsyncrc !== null || (await exists(`${sources.root}/.mbsyncstate`));
    if (usesMbsync && now() - askedAt >= ASKED_AGAIN_MS) {
      askedAt = now();
      // While a package is being replaced there is none for a moment, and that is not worth a word.
      version = (await mbsyncVersion()) ?? version;
    }
    const storeId = usesMbsync ? await storeKeptBy(sources, home) : await folderIdOf(sources.root);
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

async function storeKeptBy({ root, mbsyncrc }: Sources, home: string): Promise<string | null> {
  const text = mbsyncrc === null ? null : await readFile(mbsyncrc, 'utf8').catch(() => null);
  const near = text === null ? null : (pairingFor(parseMbsyncrc(text, home), root, () => '')?.near ?? null);
  const inbox = near === null ? [join(root, 'INBOX'), root] : [near.inbox];
  const known = await keptStoreIdOf(inbox, []);
  if (known !== null) return known;

  const { boxes } = await walkStore(near === null ? await guessShape(root) : shapeOf(near));
  return keptStoreIdOf(
    [],
    boxes.map((box) => box.directory),
  );
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
