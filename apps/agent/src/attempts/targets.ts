// What `mbsync [flags] {channel[:box,…]|group} …` was asked for.
const WITH_VALUE = new Set(['-c', '--config']);

/** The channels, groups and boxes on mbsync's command line. None: all of them, or another program that does not say. */
export function targetsOf(command: readonly string[]): string[] {
  const [program = '', ...rest] = command;
  if (!/(^|\/)mbsync$/.test(program)) return [];
  const targets: string[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index]!;
    if (WITH_VALUE.has(word)) index += 1;
    else if (word === '-a' || word === '--all' || /^-[A-Za-z]*a[A-Za-z]*$/.test(word)) return [];
    else if (!word.startsWith('-')) targets.push(word);
  }
  return targets;
}

export interface Kept {
  readonly path: readonly string[];
  /** mbsync's names, and the channel that keeps it. */
  readonly channel: string;
  readonly farBox: string;
  readonly nearBox: string;
  /** Every run leaves a trace of this folder that the agent sees; without that, no trace means nothing. */
  readonly traced: boolean;
}

/** The folders that were asked for; null: all. */
export function foldersAskedFor(
  targets: readonly string[],
  kept: readonly Kept[],
  groups: ReadonlyMap<string, readonly string[]>,
): Kept[] | null {
  if (targets.length === 0) return null;
  const asked = kept.filter((folder) => targets.some((target) => asksFor(target, folder, groups, 0)));
  return asked.length === kept.length ? null : asked;
}

function asksFor(target: string, folder: Kept, groups: ReadonlyMap<string, readonly string[]>, depth: number): boolean {
  const members = depth < 8 ? groups.get(target) : undefined;
  if (members !== undefined) return members.some((member) => asksFor(member, folder, groups, depth + 1));
  const at = target.indexOf(':');
  if (at === -1) return target === folder.channel;
  const boxes = target.slice(at + 1).split(',');
  return target.slice(0, at) === folder.channel && boxes.some((box) => folder.farBox === box || folder.nearBox === box);
}
