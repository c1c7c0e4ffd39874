import type { ConditionView, FolderRow } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';
import { dayAndTime, shortly } from '../figures/time.ts';
import type { Trend } from './trend.ts';

const number = (items: number | null) => (items === null ? 'an unknown number of' : count(items));

/** What the agent said: then, when the judgement began, and of the last sync. `reading`: what both sides held then. */
export function saidText(
  folder: Pick<FolderRow, 'serverItems' | 'offlineItems' | 'lastSynchronizedAt' | 'localOnly'>,
  reading: readonly [at: number, server: number | null, offline: number | null] | null,
  since: number | null,
  now: number,
): string {
  const { serverItems, offlineItems, lastSynchronizedAt, localOnly } = folder;
  if (localOnly) return `The offline folder holds ${number(offlineItems)} items; the server has no such folder.`;
  const at = since !== null && reading !== null ? Math.max(since, reading[0]) : null;
  const then =
    at === null
      ? `The server holds ${number(serverItems)} items and the offline folder ${number(offlineItems)}.`
      : `At ${shortly(at, now)} the server held ${number(reading![1])} items and the offline folder ${number(reading![2])}.`;
  if (lastSynchronizedAt === null) return `${then} When a sync of it last completed is not known.`;
  const synchronized = Date.parse(lastSynchronizedAt);
  const ended =
    since !== null && synchronized > since
      ? `The newest sync of it completed ${shortly(synchronized, now)}.`
      : `No sync of this folder has completed since ${shortly(synchronized, now)}.`;
  return since === null ? `${then} It was last synchronized ${shortly(synchronized, now)}.` : `${then} ${ended}`;
}

/** Why it is not taken for a backlog that is being worked off, or why it is. */
export function movesText(
  { inProgress, status }: Pick<FolderRow, 'inProgress' | 'status'>,
  trend: Trend | null,
): string {
  const sync = inProgress ? 'a sync is in progress' : 'no sync is in progress';
  const course =
    trend === null
      ? null
      : trend.by > 0
        ? 'the difference grows'
        : trend.by < 0
          ? 'the difference shrinks'
          : 'the difference stands still';
  const said = [course, sync].filter(Boolean).join(', and ');
  if (status === 'catching-up') return `It is catching up: ${said}.`;
  return status === 'mismatched' && trend !== null && trend.by >= 0 && !inProgress
    ? `It is not catching up: ${said}.`
    : '';
}

const KINDS: Readonly<Record<string, string>> = {
  'not-synchronizing': 'not synchronizing',
  'although-synchronizing': 'although it synchronizes',
};

/** `not synchronizing`, in the words of a person; of a trouble its code. */
export const kindWord = ({ kind }: Pick<ConditionView, 'kind'>): string | null =>
  kind === undefined ? null : (KINDS[kind] ?? kind);

const RULES: Partial<Record<ConditionView['rule'], string>> = { mismatch: 'mismatched', 'catching-up': 'catching up' };

/** `mismatched, not synchronizing, critical · since Fri 20 Nov, 16:32` */
export function judgedText(condition: ConditionView, now: number): string {
  const { rule, severity, since } = condition;
  const what = [RULES[rule] ?? rule, kindWord(condition), severity].filter(Boolean).join(', ');
  return `${what} · since ${dayAndTime(Date.parse(since), now)}`;
}
