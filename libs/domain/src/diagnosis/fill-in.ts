import type { Evidence } from './evidence.ts';
import type { Match } from './rule.ts';

type Name = 'server' | 'mailbox' | 'device' | 'store' | 'folder';

/** What stands for a name that is not known; within a line to be copied it is left to be filled in by hand. */
const GENERAL: Readonly<Record<Name, string>> = {
  server: 'the server',
  mailbox: 'the mailbox',
  device: 'the device',
  store: 'the offline store',
  folder: 'the folder',
};

/** `the folder {folder}`: without its name, the word before it says all. */
const NAMED_TWICE = /\b(folder|server|mailbox|device|store) \{(\1)\}/g;

/** A step within a sentence: without the asterisks around what is to be looked for on the screen. */
export const withoutLabels = (step: string): string => step.replace(/\*([^*`]+)\*/g, '$1');

/** Fills the names of this replica in for `{server}`, `{mailbox}`, `{device}`, `{store}` and `{folder}`. */
export function fillIn(steps: readonly string[], evidence: Evidence, match: Match): readonly string[] {
  return fill(steps, (name, toCopy) => valueOf(name, evidence, match, toCopy));
}

/** The same steps for any replica, as the knowledge base has them; or for those of one server, where that is given. */
export function fillInGenerally(
  steps: readonly string[],
  known: { readonly server?: string | null } = {},
): readonly string[] {
  const server = known.server ?? null;
  const worded = steps.map((step) =>
    step.replace(NAMED_TWICE, (all, kind, name) => (name === 'server' && server ? all : kind)),
  );
  return fill(worded, (name) => (name === 'server' ? server : null));
}

function fill(steps: readonly string[], valueOf: ValueOf): readonly string[] {
  return steps.map((step) =>
    // What stands between backticks is every second part.
    step
      .split('`')
      .map((part, index) => (index % 2 === 0 ? fillWords(part, valueOf) : fillCode(part, valueOf)))
      .join(''),
  );
}

type ValueOf = (name: Name, toCopy: boolean) => string | null;

const NAMES = /\{(server|mailbox|device|store|folder)\}/g;

function fillWords(part: string, valueOf: ValueOf): string {
  return part.replace(NAMES, (_, name: Name) => valueOf(name, false)?.replaceAll('`', "'") ?? GENERAL[name]);
}

/** A name alone that cannot be copied is said in words; within a command its place is left open. */
function fillCode(part: string, valueOf: ValueOf): string {
  let isWhole = true;
  const filled = part.replace(NAMES, (_, name: Name) => {
    const value = valueOf(name, true);
    if (value !== null && isSafeToCopy(value)) return value;
    isWhole = false;
    return `<${name}>`;
  });
  const isName = part.replace(NAMES, '') === '';
  return isName && !isWhole ? fillWords(part, valueOf) : `\`${filled}\``;
}

function valueOf(name: Name, { replica }: Evidence, { folders }: Match, toCopy: boolean): string | null {
  switch (name) {
    case 'server':
      return replica.client.server ?? null;
    case 'mailbox':
      return replica.mailbox || null;
    case 'device':
      return replica.device || null;
    case 'store':
      return replica.client.storePath ?? null;
    case 'folder':
      if (toCopy) return folders[0]?.join('/') ?? null;
      return folders.length > 1 ? 'each of these folders' : (folders[0]?.join(' › ') ?? null);
  }
}

/**
 * Names come from agents and from mail, and a person pastes the line into a shell: a folder called `$(rm -rf ~)` must not run there.
 * So only what no shell gives a meaning to is filled in.
 */
function isSafeToCopy(value: string): boolean {
  return /^[\p{L}\p{N}_@%+=:,./\\][\p{L}\p{M}\p{N}_@%+=:,./\\ -]*$/u.test(value);
}
