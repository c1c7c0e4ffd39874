import { createObserver } from '../observation/observer.ts';
import { emptyMemory, type Observation } from '../observation/observation.ts';
import { withConfigFile } from '../sources/config-file.ts';
import { readPassword, resolveSources } from '../sources/sources.ts';
import type { Context } from './context.ts';
import { table } from './table.ts';
import type { Flags } from './arguments.ts';

/** Reads both sides once and prints them. Remembers nothing and tells nobody. */
export async function look(given: Flags, context: Context): Promise<number> {
  const flags = await withConfigFile(given);
  const sources = await resolveSources(flags, context.home);
  const imap = { ...sources, password: await readPassword(sources, context.environment) };
  const observer = createObserver({
    home: context.home,
    root: sources.root,
    mbsyncrc: sources.mbsyncrc,
    imap: async () => imap,
    memory: emptyMemory(),
    now: context.now,
    pick: context.pick,
  });
  const seen = await observer.observe();

  const observation: Observation = { ...seen, folders: inOrder(seen.folders) };
  const { observedAt, folders, troubles } = observation;
  context.print(flags.json ? JSON.stringify({ observedAt, folders, troubles }, null, 2) + '\n' : table(observation));
  return isKnown(observation) ? 0 : 1;
}

/** A local-only folder has no server's number to know, nor a last synchronization. */
export function isKnown(observation: Observation): boolean {
  return (
    observation.troubles.length === 0 &&
    observation.listed &&
    observation.folders.every(
      (folder) =>
        folder.offlineItems !== null &&
        (folder.expectedBecause === 'local-only' ||
          (folder.serverItems !== null && folder.lastSynchronizedAt !== null)),
    )
  );
}

/** INBOX first, the others by name, parents before their children. */
export function inOrder(folders: Observation['folders']): Observation['folders'] {
  const key = (path: readonly string[]) => path.join('\u0000');
  return [...folders].sort((a, b) => {
    const inbox = Number(b.path[0] === 'INBOX') - Number(a.path[0] === 'INBOX');
    return inbox !== 0 ? inbox : key(a.path).localeCompare(key(b.path));
  });
}
