import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** The UIDs that mbsync wrote into the names of a box's messages. A message that it has not met yet bears none. */
export async function uidsIn(directory: string): Promise<number[]> {
  const uids: number[] = [];
  for (const part of ['cur', 'new']) {
    for await (const entry of await opendir(join(directory, part), { bufferSize: 512 })) {
      const found = /,U=(\d+)/.exec(entry.name);
      if (found !== null && !entry.name.startsWith('.')) uids.push(Number(found[1]));
    }
  }
  return uids.sort((a, b) => a - b);
}
