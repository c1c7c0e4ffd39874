import type { FolderPath } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import { count, folderName, number, troubleText } from '../explain/wording.ts';
import type { ConditionsInput, IncidentInput } from './alert-input.ts';

/** One line without a full stop: whose it is, and what is so, as far as the input knows the numbers. */
export function conditionsTitle(input: ConditionsInput, conditions: readonly Condition[]): string {
  return oneLine(`${nameOf(input)}: ${what(input, conditions)}`);
}

/** A sentence or two. */
export function conditionsText(input: ConditionsInput, conditions: readonly Condition[]): string {
  const { rule } = conditions[0]!;
  const { device, server } = input.replica;
  const where = `${device}${server === null ? '' : `, ${server}`}`;
  if (rule === 'mismatch') {
    const although = conditions.some(({ kind }) => kind === 'although-synchronizing');
    const how = although ? 'A sync completed and left the difference there' : 'No synchronization is occurring';
    return `${how}. On ${where}.${alsoSeen(input, ['stale'])}`;
  }
  if (rule === 'stale')
    return `The client is on, and no sync has completed for too long. On ${where}.${alsoSeen(input, ['mismatch'])}`;
  if (rule === 'silent') return `What is shown of it is as last known. On ${where}.`;
  return `It does not synchronize until this is mended. On ${where}.${alsoSeen(input, ['mismatch', 'stale'])}`;
}

/** Its other alerts may be quiet beneath this one, so whoever is told of this one is told of what else is seen. */
function alsoSeen(input: ConditionsInput, rules: readonly Condition['rule'][]): string {
  const seen = rules.flatMap((rule) => {
    const folders = input.open.flatMap((one) =>
      one.rule === rule && one.severity !== null && one.folder !== null ? [one.folder] : [],
    );
    return folders.length === 0 ? [] : [`${ofFolders(input, folders)} ${rule === 'stale' ? 'stale' : 'mismatched'}`];
  });
  return seen.length === 0 ? '' : ` Also, ${seen.join(' and ')}.`;
}

/** How many there are in all is as of when the incident was explained; where more are affected by now, it says nothing any more. */
export function incidentText({ incident: { users, replicas, total } }: IncidentInput): string {
  const mailboxes = `${number(users)} ${users === 1 ? 'mailbox' : 'mailboxes'}`;
  const affected = replicas <= total ? `${number(replicas)} of ${count(total, 'replica')}` : count(replicas, 'replica');
  return `${mailboxes}, ${affected}. One cause, so one alert.`;
}

/** A name may hold anything, and a title is one line of a message. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .replace(/\.+$/, '');

const nameOf = ({ replica: { name, mailbox } }: ConditionsInput) => (name ? name : mailbox);

function what(input: ConditionsInput, conditions: readonly Condition[]): string {
  const { rule, kind } = conditions[0]!;
  const folders = conditions.flatMap(({ folder }) => (folder === null ? [] : [folder]));
  switch (rule) {
    case 'mismatch':
      return folders.length === 1 ? difference(input, folders[0]!) : `${ofFolders(input, folders)} mismatched`;
    case 'stale':
      return `${ofFolders(input, folders)} stale`;
    case 'silent':
      return silent(input, kind);
    default: {
      const text = troubleText(kind ?? 'unknown');
      return folders.length === 1 ? `${text} in ${inLine(folders[0]!)}` : text;
    }
  }
}

function difference({ folders }: ConditionsInput, path: FolderPath): string {
  const known = folders?.differences.find(([of]) => isSame(of, path))?.[1] ?? null;
  if (known === null || known === 0) return `${inLine(path)} is mismatched`;
  const items = count(Math.abs(known), 'item');
  return known > 0 ? `${inLine(path)} lacks ${items}` : `${inLine(path)} has ${items} only offline`;
}

function ofFolders({ folders: known }: ConditionsInput, folders: readonly FolderPath[]): string {
  if (folders.length === 1) return `${inLine(folders[0]!)} is`;
  const isAll = known !== undefined && known.total === folders.length && known.total > 1;
  return `${isAll ? 'all ' : ''}${number(folders.length)} folders are`;
}

function silent({ replica: { device } }: ConditionsInput, kind: string | undefined): string {
  if (kind === 'never-reported') return `the agent on ${device} has never reported`;
  return kind === 'missing' ? `the agent on ${device} is missing` : `the agent on ${device} is silent`;
}

const inLine = (path: FolderPath) => (path.length === 1 && path[0] === 'INBOX' ? 'Inbox' : folderName(path));
const isSame = (one: FolderPath, other: FolderPath) =>
  one.length === other.length && one.every((segment, at) => segment === other[at]);
