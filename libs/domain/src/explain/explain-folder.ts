import type { Condition } from '../condition/condition.ts';
import { wholeDifference } from '../condition/difference.ts';
import type { Acceptance, FolderFacts } from '../replica/facts.ts';
import type { FolderJudgement } from '../replica/judgement.ts';
import { inUtcOfYear } from '../replica/calendar.ts';
import { type WriteTime, count, folderName, number, sentence, troubleText, writeInUtc } from './wording.ts';

/** Why a folder has its status, in one or two sentences for a person. */
export function explainFolder(folder: FolderFacts, judgement: FolderJudgement, time: WriteTime = writeInUtc): string {
  const name = folderName(folder.path);
  if (folder.localOnly) return `${name} exists only on this device by its nature, and is not judged.`;

  const why = whyOf(folder, judgement, name, time);
  const stops = judgement.conditions.find(({ rule, severity }) => rule === 'trouble' && severity !== null);
  return stops?.kind === undefined || judgement.status === 'unknown'
    ? why
    : `${why} ${sentence(troubleText(stops.kind))}`;
}

function whyOf(folder: FolderFacts, judgement: FolderJudgement, name: string, time: WriteTime): string {
  switch (judgement.status) {
    case 'mismatched':
      return `${name} ${differs(folder, judgement)}${beyondAccepted(folder, judgement)} and ${although(judgement) ? 'still differs after a completed sync' : notSynchronized(folder, time)}.`;
    case 'catching-up':
      return folder.inProgress
        ? `${name} ${differs(folder, judgement)}; a sync is in progress.`
        : `${name} ${differs(folder, judgement)} and is catching up.`;
    case 'stale':
      return `${name} has not completed a sync since ${time(folder.lastSynchronizedAt ?? judgement.since)}, though the client was on.`;
    case 'unknown':
      return `${name} cannot be judged: ${whyUnknown(folder)}.`;
    case 'silent':
      return `${name} is as last known; the agent is silent.`;
    case 'in-step':
      return inStep(folder, judgement, name, time);
  }
}

function inStep(folder: FolderFacts, judgement: FolderJudgement, name: string, time: WriteTime): string {
  const held = judgement.conditions.some(({ rule }) => rule === 'mismatch') ? ' It is watched a little longer.' : '';
  const date = folder.lastSynchronizedAt === null ? '; when it last synchronized is not known' : '';
  const accepted = acceptedNow(folder, judgement);
  if (judgement.difference === 0 && accepted !== null)
    return `${name} is in step: ${lacks(acceptedItems(folder, judgement))}, ${acceptedBy(accepted)}${held}`;
  if (judgement.difference === 0 && folder.expected !== 0)
    return `${name} is in step: ${lacks(folder.expected)}, as expected${date}.${held}`;
  if (judgement.difference === 0)
    return `${name} is in step: ${count(folder.serverItems ?? 0, 'item')} on both sides${date}.${held}`;
  return `${name} ${differs(folder, judgement)}${beyondAccepted(folder, judgement)}, too few to count yet; in step since ${time(judgement.since)}.${held}`;
}

function differs(folder: FolderFacts, { difference }: FolderJudgement): string {
  const items = difference ?? 0;
  return items < 0
    ? `holds ${count(-items, 'item')} that the server does not have`
    : `lacks ${number(items)} of ${count(folder.serverItems ?? 0, 'item')}`;
}

/** What of the difference a person's acceptance covers at the moment of the judgement. */
const acceptedItems = (folder: FolderFacts, { difference }: FolderJudgement) =>
  difference === null ? 0 : (wholeDifference(folder) ?? difference) - difference;

const acceptedNow = (folder: FolderFacts, judgement: FolderJudgement) =>
  acceptedItems(folder, judgement) === 0 ? null : folder.accepted;

function acceptedBy({ by, until, reason }: Acceptance): string {
  return `accepted by ${by} until ${inUtcOfYear(until)}: ${sentence(reason.replace(/\.$/, ''))}`;
}

function beyondAccepted(folder: FolderFacts, judgement: FolderJudgement): string {
  const accepted = acceptedNow(folder, judgement);
  if (accepted === null) return '';
  return ` beyond the ${number(Math.abs(accepted.items))} that ${accepted.by} accepted until ${inUtcOfYear(accepted.until)}`;
}

const lacks = (expected: number) =>
  expected > 0 ? `${count(expected, 'item')} fewer offline` : `${count(-expected, 'item')} more offline`;

function although({ conditions }: FolderJudgement): boolean {
  return conditions.some(({ rule, kind }) => rule === 'mismatch' && kind === 'although-synchronizing');
}

function notSynchronized(folder: FolderFacts, time: WriteTime): string {
  return folder.lastSynchronizedAt === null
    ? 'no completed sync is known'
    : `has not completed a sync since ${time(folder.lastSynchronizedAt)}`;
}

function whyUnknown(folder: FolderFacts): string {
  const trouble = folder.troubles[0];
  if (trouble !== undefined) return troubleText(trouble.code);
  if (folder.serverItems === null && folder.offlineItems === null) return 'neither side could be counted';
  if (folder.serverItems === null) return 'the server folder could not be counted';
  if (folder.offlineItems === null) return 'the offline folder could not be counted';
  return 'its numbers cannot be trusted';
}

/** One sentence on one condition; `folder` null when it is of the whole replica. */
export function explainCondition(
  condition: Condition,
  folder: FolderFacts | null,
  time: WriteTime = writeInUtc,
): string {
  const name = folder === null ? 'The replica' : folderName(folder.path);
  const since = time(condition.since);
  switch (condition.rule) {
    case 'mismatch':
      return condition.kind === 'although-synchronizing'
        ? `${name} has differed from the server since ${since}, although it synchronizes.`
        : `${name} has differed from the server since ${since}, and does not synchronize.`;
    case 'stale':
      return `${name} has been stale since ${since}.`;
    case 'silent':
      return condition.kind === 'never-reported'
        ? `The agent has not reported since it was enrolled, ${since}.`
        : `The agent has been silent since ${since}.`;
    case 'unknown':
      return `${name} could not be judged since ${since}.`;
    case 'catching-up':
      return `${name} has been catching up since ${since}.`;
    case 'trouble':
      return `${name}: ${troubleText(condition.kind ?? 'trouble')}, since ${since}.`;
  }
}
