// The state file that mbsync keeps for each pair of boxes: a header of `Name value` lines, an empty line, then one line a message.

export interface SyncState {
  readonly farUidValidity: number;
  readonly nearUidValidity: number;
  readonly maxPulledUid: number;
  /** Of offline messages up to this UID, each was pushed, was fetched, or could not be stored on the server. */
  readonly maxPushedUid: number;
  /** Messages up to this UID that are on no line were left to the server by MaxMessages. */
  readonly maxExpiredFarUid: number;
  /** Messages that both sides hold. */
  readonly pairs: number;
  /** Messages above MaxSize, of which only a placeholder was fetched. */
  readonly placeholders: number;
  /**
   * Pairs that stand in another order on the server than offline. Hardly any in a healthy folder; half of them once the
   * state was lost and both sides were copied into each other.
   */
  readonly outOfOrder: number;
}

export type ParsedState =
  { readonly ok: true; readonly state: SyncState } | { readonly ok: false; readonly why: string };

// isync before 1.4 said Master and Slave.
const HEADERS: Record<string, string> = { MasterUidValidity: 'FarUidValidity', SlaveUidValidity: 'NearUidValidity' };
const KNOWN = /^(Far|Near|Master|Slave|Max)[A-Za-z]*$/;

export function parseSyncState(text: string): ParsedState {
  if (text === '') return damaged('the state file is empty');
  if (!text.endsWith('\n')) return damaged('the last line of the state file is cut short');

  const headerEnd = text.startsWith('\n') ? 0 : text.indexOf('\n\n') + 1;
  if (headerEnd === 0 && !text.startsWith('\n')) return damaged('the header of the state file does not end');

  const header = new Map<string, number>();
  for (const line of lines(text.slice(0, headerEnd))) {
    const found = /^([A-Za-z]+) (\d+)$/.exec(line);
    if (!found || !KNOWN.test(found[1]!))
      return damaged(`the header of the state file cannot be read at “${excerpt(line)}”`);
    header.set(HEADERS[found[1]!] ?? found[1]!, Number(found[2]));
  }
  const farUidValidity = header.get('FarUidValidity');
  const nearUidValidity = header.get('NearUidValidity');
  if (farUidValidity === undefined || nearUidValidity === undefined) {
    return damaged('the header of the state file names no UIDVALIDITY');
  }

  const entries = readEntries(text.slice(headerEnd + 1));
  if (typeof entries === 'string') return damaged(`the state file cannot be read at “${excerpt(entries)}”`);
  return {
    ok: true,
    state: {
      farUidValidity,
      nearUidValidity,
      maxPulledUid: header.get('MaxPulledUid') ?? 0,
      maxPushedUid: header.get('MaxPushedUid') ?? 0,
      maxExpiredFarUid: header.get('MaxExpiredFarUid') ?? 0,
      ...summarize(entries),
    },
  };
}

export interface FarUids {
  readonly known: ReadonlySet<number>;
  readonly offline: ReadonlySet<number>;
  /** Above MaxSize, and passed over: isync before 1.4 made no placeholders. */
  readonly skipped: ReadonlySet<number>;
}

/** The server's UIDs of which the state knows, and those of them that are offline. */
export function farUids(text: string): FarUids {
  const entries = readEntries(text.slice(text.indexOf('\n\n') + 2));
  const read = typeof entries === 'string' ? [] : entries;
  return {
    known: new Set(read.map((entry) => entry.far)),
    offline: new Set(read.filter((entry) => entry.near > 0).map((entry) => entry.far)),
    skipped: new Set(read.filter((entry) => entry.skipped).map((entry) => entry.far)),
  };
}

/** The offline UIDs of which the state knows. */
export function nearUids(text: string): ReadonlySet<number> {
  const entries = readEntries(text.slice(text.indexOf('\n\n') + 2));
  return new Set(typeof entries === 'string' ? [] : entries.map((entry) => entry.near));
}

interface Entry {
  readonly far: number;
  readonly near: number;
  readonly placeholder: boolean;
  readonly skipped: boolean;
}

/** The entries, or the first line that is none. */
function readEntries(text: string): Entry[] | string {
  const entries: Entry[] = [];
  for (const line of lines(text)) {
    const found = /^(-?\d+) (-?\d+)(?: (\S*))?$/.exec(line);
    if (!found) return line;
    const [far, near, marks] = [Number(found[1]), Number(found[2]), found[3] ?? ''];
    const skipped = far > 0 && (near < 0 || (near === 0 && marks.includes('^')));
    entries.push({ far, near, placeholder: marks.includes('>'), skipped });
  }
  return entries;
}

function summarize(entries: readonly Entry[]): Pick<SyncState, 'pairs' | 'placeholders' | 'outOfOrder'> {
  const pairs = entries.filter((entry) => entry.far > 0 && entry.near > 0).sort((a, b) => a.near - b.near);
  let highest = 0;
  let outOfOrder = 0;
  for (const { far } of pairs) {
    if (far < highest) outOfOrder += 1;
    else highest = far;
  }
  return { pairs: pairs.length, placeholders: pairs.filter((entry) => entry.placeholder).length, outOfOrder };
}

const lines = (text: string) => text.split('\n').filter((line) => line !== '');
const damaged = (why: string): ParsedState => ({ ok: false, why });
const excerpt = (line: string) => (line.length > 40 ? `${line.slice(0, 40)}…` : line).replace(/[^\x20-\x7e…]/g, '?');
