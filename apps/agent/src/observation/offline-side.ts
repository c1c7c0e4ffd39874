import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Trouble } from '@lockstep/contracts';
import { parseMbsyncrc, type Mbsyncrc } from '../mbsync/mbsyncrc.ts';
import { pairingFor, type Pairing } from '../mbsync/pairing.ts';
import { guessShape, shapeOf, walkStore, type StoreShape } from '../offline/maildir.layout.ts';
import type { OfflineBox } from '../offline/offline.ts';

export interface OfflineSide {
  readonly boxes: readonly OfflineBox[];
  /** Null: no configuration speaks of this store. */
  readonly pairing: Pairing | null;
  readonly shape: StoreShape | null;
  /** False: the store could not be listed, and what it holds is unknown. */
  readonly listed: boolean;
  readonly storeId: string | null;
  readonly troubles: readonly Trouble[];
}

export async function readOfflineSide(root: string, config: Mbsyncrc | null, known: boolean): Promise<OfflineSide> {
  const pairing = config === null ? null : pairingFor(config, root, stateHome);
  const storeId = await idOf(root);
  if (storeId === null) {
    return { boxes: [], pairing, shape: null, listed: false, storeId, troubles: [rootMissing(root, known)] };
  }

  const shape = pairing === null ? await guessShape(root) : shapeOf(pairing.near);
  const walk = await walkStore(shape);
  const troubles = walk.unreadable.map((folder) => ({ code: 'partial-read', detail: `${folder} cannot be listed` }));
  return { boxes: walk.boxes, pairing, shape, listed: troubles.length === 0, storeId, troubles: troubles.slice(0, 20) };
}

export function readMbsyncrc(text: string): Mbsyncrc {
  return parseMbsyncrc(text, homedir());
}

/** A store keeps its identity over restarts; one that was made anew under the same name has another. */
async function idOf(root: string): Promise<string | null> {
  return stat(root).then(
    (folder) => (folder.isDirectory() ? `${folder.ino}:${Math.round(folder.birthtimeMs)}` : null),
    () => null,
  );
}

function rootMissing(root: string, known: boolean): Trouble {
  if (known) return { code: 'offline-store-damaged', detail: `${root} was here and is gone: is its disk mounted?` };
  return { code: 'offline-use-not-set-up', detail: `there is no folder ${root}` };
}

/** isync before 1.5 keeps its states in ~/.mbsync; later ones there only if it exists. */
function stateHome(): string {
  const old = join(homedir(), '.mbsync');
  if (existsSync(old)) return `${old}/`;
  const modern = join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local/state'), 'isync');
  return existsSync(modern) ? `${modern}/` : `${old}/`;
}
