import type { FolderFacts, ReplicaFacts } from '../replica/facts.ts';
import type { FolderJudgement, ReplicaJudgement } from '../replica/judgement.ts';
import { keyOf } from '../replica/folders.ts';
import { explainFolder } from './explain-folder.ts';
import { type WriteTime, count, number, sentence, troubleText, writeInUtc } from './wording.ts';

/** Why a replica has its status, in one or two sentences for a person. */
export function explainReplica(
  replica: ReplicaFacts,
  folders: Iterable<FolderFacts>,
  judgement: ReplicaJudgement,
  time: WriteTime = writeInUtc,
): string {
  const why = whyOf(replica, folders, judgement, time);
  const stops = judgement.conditions.find(({ rule, severity }) => rule === 'trouble' && severity !== null);
  return stops?.kind === undefined || judgement.status === 'unknown'
    ? why
    : `${why} ${sentence(troubleText(stops.kind))}`;
}

function whyOf(
  replica: ReplicaFacts,
  folders: Iterable<FolderFacts>,
  judgement: ReplicaJudgement,
  time: WriteTime,
): string {
  switch (judgement.status) {
    case 'mismatched':
      return `${worstFolder(folders, judgement, time)}${others(judgement)}`;
    case 'stale':
      return stale(folders, judgement, time);
    case 'silent':
      return silent(replica, judgement, time);
    case 'unknown':
      return unknown(replica, folders, judgement, time);
    case 'catching-up':
      return catchingUp(judgement);
    case 'in-step':
      return inStep(judgement);
  }
}

function worstFolder(folders: Iterable<FolderFacts>, judgement: ReplicaJudgement, time: WriteTime): string {
  const worst = withStatus(judgement)
    .toSorted((one, other) => Math.abs(other.difference ?? 0) - Math.abs(one.difference ?? 0))
    .at(0);
  const facts = worst === undefined ? undefined : factsOf(folders, worst);
  return worst === undefined || facts === undefined ? '' : explainFolder(facts, worst, time);
}

function others(judgement: ReplicaJudgement): string {
  const more = withStatus(judgement).length - 1;
  const inStepToo = judgement.folders.filter(({ status, localOnly }) => status === 'in-step' && !localOnly).length;
  if (more > 0) return ` ${count(more, 'other folder')} ${more === 1 ? 'differs' : 'differ'} too.`;
  if (inStepToo === 0) return '';
  return inStepToo === 1 ? ' The other folder is in step.' : ` ${number(inStepToo)} other folders are in step.`;
}

function stale(folders: Iterable<FolderFacts>, judgement: ReplicaJudgement, time: WriteTime): string {
  const out = withStatus(judgement);
  if (out.length === 1) return worstFolder(folders, judgement, time);
  const oldest =
    judgement.lastSynchronizedAt === null ? '' : `; the oldest sync is of ${time(judgement.lastSynchronizedAt)}`;
  return `${count(out.length, 'folder')} of ${number(judged(judgement).length)} have not completed a sync for too long, though the client was on${oldest}.`;
}

function silent({ enrolledAt }: ReplicaFacts, judgement: ReplicaJudgement, time: WriteTime): string {
  const { lastReportedAt, silence } = judgement;
  if (lastReportedAt === null)
    return enrolledAt === null
      ? 'The agent has not reported yet.'
      : `The agent was enrolled ${time(enrolledAt)} and has not reported yet.`;
  const missing = silence === 'missing' ? ' It has been missing for so long that it may be gone.' : '';
  return `The agent has not reported since ${time(lastReportedAt)}; the numbers are as last known.${missing}`;
}

function unknown(
  replica: ReplicaFacts,
  folders: Iterable<FolderFacts>,
  judgement: ReplicaJudgement,
  time: WriteTime,
): string {
  if (replica.troubles.length > 0) return `It cannot be judged: ${troubleText(replica.troubles[0]!.code)}.`;
  if (judgement.folders.length === 0) return 'No report has said yet which folders there are.';
  const out = withStatus(judgement);
  if (out.length === 1) return worstFolder(folders, judgement, time);
  return `${count(out.length, 'folder')} of ${number(judged(judgement).length)} could not be judged: a number is not known, or cannot be trusted.`;
}

function catchingUp(judgement: ReplicaJudgement): string {
  const folders = withStatus(judgement);
  const moving = count(folders.length, 'folder');
  // Of these folders alone: what others lack is too little to count, and is not being worked off.
  const behind = folders.reduce((sum, { difference }) => sum + Math.max(0, difference ?? 0), 0);
  return behind > 0
    ? `${count(behind, 'item')} behind in ${moving}: new, shrinking, or in the hands of a sync. Nothing to do unless it stays.`
    : `${moving} ${folders.length === 1 ? 'differs' : 'differ'}, of late or shrinking, or a sync is in progress. Nothing to do unless it stays.`;
}

function inStep(judgement: ReplicaJudgement): string {
  const folders = judged(judgement);
  if (folders.length === 0) {
    return judgement.folders.length === 0
      ? 'The store is empty, and in step.'
      : 'It holds local folders only, which nothing on the server need match.';
  }
  const small = folders.filter(({ difference }) => difference !== null && difference !== 0).length;
  const all = folders.length === 1 ? 'The one folder is' : `All ${number(folders.length)} folders are`;
  if (small === 0) return `${all} in step.`;
  const these = folders.length === 1 ? 'it' : `${number(small)} of them`;
  return `${all} in step; ${these} ${small === 1 ? 'differs' : 'differ'} by too few items to count.`;
}

const judged = ({ folders }: ReplicaJudgement) => folders.filter(({ localOnly }) => !localOnly);
const withStatus = (judgement: ReplicaJudgement) =>
  judged(judgement).filter(({ status }) => status === judgement.status);

function factsOf(folders: Iterable<FolderFacts>, { path }: FolderJudgement): FolderFacts | undefined {
  const key = keyOf(path);
  for (const folder of folders) if (keyOf(folder.path) === key) return folder;
  return undefined;
}
