import { readFile } from 'node:fs/promises';
import type { FolderStatistics, Trouble } from '@lockstep/contracts';
import { uidsIn } from '../offline/maildir.uids.ts';
import { farUids, nearUids, type FarUids, type SyncState } from '../mbsync/sync-state.ts';
import { lookForCopies } from '../offline/duplicates.ts';
import type { ServerFolder, UidReader } from '../server/server-mailbox.ts';

/** A folder whose sync state reads and agrees with the server, and that may need a closer look. */
export interface CloserLookAt {
  readonly directory: string;
  readonly statePath: string;
  /** Changes with the state file. */
  readonly version: string;
  readonly state: SyncState;
  readonly server: ServerFolder;
  readonly offlineItems: number;
  readonly maxMessages: number;
  readonly pushesNew: boolean;
}

export interface Finding {
  readonly expected: Pick<FolderStatistics, 'expectedDifference' | 'expectedBecause'>;
  readonly troubles: readonly Trouble[];
}

const NOTHING: Finding = { expected: {}, troubles: [] };
// A round must stay short: what does not fit into it is looked at in the next.
const SEARCHES_A_ROUND = 40;
const COPIES_MS_A_ROUND = 1_500;
// Once all was doubled every second message is a copy; new mail thins that out, and a few copies are ordinary.
const SUSPICIOUS = 0.2;
const DOUBLED = 0.3;

/**
 * Explains numbers that do not speak for themselves, from the state file and the server's UIDs: messages that MaxMessages left out,
 * messages that could not be stored, and copies that make wrong numbers equal. Answers are kept until a number moves.
 */
export class CloserLook {
  readonly #known = new Map<string, { readonly key: string; readonly finding: Finding }>();
  readonly #now: () => number;
  readonly #pick: (below: number) => number;
  #searchesLeft = 0;
  #copiesUntil = 0;

  constructor(now: () => number, pick: (below: number) => number) {
    this.#now = now;
    this.#pick = pick;
  }

  startRound(directories: ReadonlySet<string>): void {
    this.#searchesLeft = SEARCHES_A_ROUND;
    this.#copiesUntil = this.#now() + COPIES_MS_A_ROUND;
    for (const directory of this.#known.keys()) if (!directories.has(directory)) this.#known.delete(directory);
  }

  async at(folder: CloserLookAt, uids: UidReader): Promise<Finding> {
    const { state, server, offlineItems } = folder;
    const difference = (server.items ?? offlineItems) - offlineItems;
    const unexplained = difference > 0 && state.maxPulledUid > 0;
    const suspicious = mayHoldCopies(state, offlineItems);
    const unpushed = folder.pushesNew && state.maxPushedUid > 0 && offlineItems > state.pairs;
    const oversize = sizeLimit(state);
    if (!unexplained && !suspicious && !unpushed) return { expected: {}, troubles: oversize };

    const key = [folder.version, server.items, server.uidNext, offlineItems].join();
    const known = this.#known.get(folder.directory);
    if (known?.key === key) return known.finding;
    if ((unexplained && this.#searchesLeft < 1) || (suspicious && this.#now() > this.#copiesUntil)) {
      return known?.finding ?? { ...NOTHING, troubles: oversize };
    }

    const missing = unexplained ? await this.#missing(folder, uids) : NOTHING;
    const copies = suspicious ? await this.#copies(folder) : [];
    const refused = unpushed ? await this.#refused(folder) : [];
    const finding = { ...missing, troubles: [...oversize, ...missing.troubles, ...refused, ...copies] };
    this.#known.set(folder.directory, { key, finding });
    return finding;
  }

  async #missing(folder: CloserLookAt, uids: UidReader): Promise<Finding> {
    this.#searchesLeft -= 1;
    const { state, server } = folder;
    const onServer = await uids.uidsUpTo(server, Math.max(state.maxPulledUid, state.maxExpiredFarUid));
    return explainMissing(onServer, farUids(await readFile(folder.statePath, 'utf8')), state, folder.maxMessages);
  }

  async #refused({ directory, statePath, state }: CloserLookAt): Promise<Trouble[]> {
    const known = nearUids(await readFile(statePath, 'utf8'));
    const here = await uidsIn(directory);
    const refused = here.filter((uid) => uid <= state.maxPushedUid && !known.has(uid));
    return refused.length > 0 ? [messageRejected(refused, 'offline and not taken by the server', 'offline')] : [];
  }

  async #copies(folder: CloserLookAt): Promise<Trouble[]> {
    const { share } = await lookForCopies(folder.directory, this.#pick);
    if (share < DOUBLED) return [];
    const detail = `about ${Math.round(share * 100)} % of the messages are copies of others, by Message-ID`;
    return [{ code: 'duplicates', detail }];
  }
}

/** Pure: of the UIDs that were fetched once, which are not offline, and why. */
export function explainMissing(
  onServer: readonly number[],
  state: FarUids,
  limits: Pick<SyncState, 'maxPulledUid' | 'maxExpiredFarUid'>,
  maxMessages: number,
): Finding {
  const expired =
    maxMessages > 0 ? onServer.filter((uid) => uid <= limits.maxExpiredFarUid && !state.offline.has(uid)).length : 0;
  // A message that mbsync fetched and could not store is on no line of the state, and is not tried again.
  const rejected = onServer.filter(
    (uid) => uid > limits.maxExpiredFarUid && uid <= limits.maxPulledUid && !state.known.has(uid),
  );
  return {
    expected: expectedOf(
      expired,
      onServer.filter((uid) => state.skipped.has(uid) && uid > limits.maxExpiredFarUid).length,
    ),
    troubles: rejected.length > 0 ? [messageRejected(rejected, 'fetched and not stored', 'on the server')] : [],
  };
}

/** Both limits together make one number, told by the greater. */
function expectedOf(expired: number, skipped: number): Finding['expected'] {
  if (expired + skipped === 0) return {};
  return { expectedDifference: expired + skipped, expectedBecause: expired >= skipped ? 'max-messages' : 'max-size' };
}

function messageRejected(uids: readonly number[], what: string, where: string): Trouble {
  const shown = uids.slice(0, 10).join(', ') + (uids.length > 10 ? ', …' : '');
  const which = uids.length === 1 ? 'a message was' : `${uids.length} messages were`;
  return { code: 'message-rejected', detail: `${which} ${what}: UID ${shown} ${where}` };
}

/**
 * Signs that a lost state made mbsync copy everything again: pairs in two orders (both directions), or many more files than
 * pairs (pulling only).
 */
export function mayHoldCopies(state: SyncState, offlineItems: number): boolean {
  if (state.pairs > 1 && state.outOfOrder >= SUSPICIOUS * state.pairs) return true;
  return offlineItems > 1 && offlineItems - state.pairs >= SUSPICIOUS * offlineItems;
}

function sizeLimit(state: SyncState): Trouble[] {
  if (state.placeholders === 0) return [];
  const detail = `${state.placeholders} messages above MaxSize are placeholders offline`;
  return [{ code: 'size-limit', detail }];
}
