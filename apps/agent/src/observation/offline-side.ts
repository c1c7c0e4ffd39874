import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Trouble } from '@lockstep/contracts';
import type { Mbsyncrc } from '../mbsync/mbsyncrc.ts';
import { pairingFor, type Pairing } from '../mbsync/pairing.ts';
import { kindOfOtherStore } from '../offline/other-stores.ts';
import { guessShape, shapeOf, walkStore, type StoreShape } from '../offline/maildir.layout.ts';
import { folderIdOf } from '../offline/store-id.ts';
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
  readonly groups: Mbsyncrc['groups'];
}

export async function readOfflineSide(
  root: string,
  config: Mbsyncrc | null,
  home: string,
  known: boolean,
): Promise<OfflineSide> {
  const pairing = config === null ? null : pairingFor(config, root, () => stateHome(home));
  const groups = config?.groups ?? new Map();
  const storeId = await folderIdOf(root);
  if (storeId === null) {
    return {
      boxes: [],
      pairing,
      shape: null,
      listed: false,
      storeId,
      groups,
      troubles: [await rootMissing(root, known)],
    };
  }

  const other = pairing === null ? await kindOfOtherStore(root) : null;
  if (other !== null) {
    const trouble = { code: 'unsupported-store', detail: `${root} is ${other}, and not a Maildir` };
    return { boxes: [], pairing, shape: null, listed: false, storeId, groups, troubles: [trouble] };
  }
  const shape = pairing === null ? await guessShape(root) : shapeOf(pairing.near);
  const walk = await walkStore(shape);
  const troubles = walk.unreadable.map((folder) => ({ code: 'partial-read', detail: `${folder} cannot be listed` }));
  return {
    boxes: walk.boxes,
    pairing,
    shape,
    listed: troubles.length === 0,
    storeId,
    groups,
    troubles: troubles.slice(0, 20),
  };
}

async function rootMissing(root: string, known: boolean): Promise<Trouble> {
  const other = await kindOfOtherStore(root);
  if (other !== null) return { code: 'unsupported-store', detail: `${root} is ${other}, and not a Maildir` };
  if (known) return { code: 'offline-store-damaged', detail: `${root} was here and is gone: is its disk mounted?` };
  return { code: 'offline-use-not-set-up', detail: `there is no folder ${root}` };
}

/** isync before 1.5 keeps its states in ~/.mbsync; later ones there only if it exists. */
function stateHome(home: string): string {
  const old = join(home, '.mbsync');
  if (existsSync(old)) return `${old}/`;
  const modern = join(process.env['XDG_STATE_HOME'] ?? join(home, '.local/state'), 'isync');
  return existsSync(modern) ? `${modern}/` : `${old}/`;
}
