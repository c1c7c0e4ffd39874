import type { AlertList, AlertView, ReplicaRow } from '@lockstep/contracts';
import { useQueries, type UseQueryResult } from '@tanstack/react-query';
import { quietText } from '../alerts/alert-words.ts';
import { useLive } from '../server/live.ts';
import { readAgainSoon } from '../server/queries.ts';
import { get } from '../server/request.ts';

/** What people did about the alert of a mailbox: it is taken, silenced, or in maintenance. */
export interface AlertMark {
  readonly icon: 'taken' | 'bellOff' | 'wrench';
  readonly word: string;
}

/** So many rows are asked about at once; the api takes twice as many. */
const CHUNK = 50;
/** That a silence ran out is no news of an alert until it is decided. */
const READ_AGAIN_MS = 30_000;
const NEWS_EVERY_MS = 2_000;
const KEY = ['alerts', 'marks'] as const;

/** The marks of the rows from `first` to `last`, by the replica. Rows far from what is on screen are not asked about. */
export function useAlertMarks(
  rows: readonly ReplicaRow[],
  { first, last }: { first: number; last: number },
  at: string | undefined,
): ReadonlyMap<string, readonly AlertMark[]> {
  const chunks: string[] = [];
  for (let from = Math.floor(first / CHUNK) * CHUNK; from <= last && from < rows.length; from += CHUNK)
    chunks.push(
      rows
        .slice(from, from + CHUNK)
        .map(({ id }) => id)
        .join(','),
    );
  const shown = new Set(chunks.flatMap((chunk) => chunk.split(',')));
  useLive(
    { view: 'alerts' },
    {
      onChanged: (changed) => {
        if (changed.rows.some(({ replica }) => replica !== null && shown.has(replica)))
          readAgainSoon(KEY, NEWS_EVERY_MS);
      },
      onReset: () => readAgainSoon(KEY, NEWS_EVERY_MS),
    },
    at === undefined,
  );
  return useQueries({
    queries: chunks.map((replica) => ({
      queryKey: [...KEY, replica, at ?? 'now'],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<AlertList>('/alerts', { replica, status: 'firing,recovering,pending', limit: 500, at }, signal),
      staleTime: READ_AGAIN_MS,
      refetchInterval: at === undefined ? READ_AGAIN_MS : (false as const),
    })),
    combine: marksOfAll,
  });
}

const marksOfAll = (answers: readonly UseQueryResult<AlertList>[]): ReadonlyMap<string, readonly AlertMark[]> =>
  marksOf(
    answers.flatMap(({ data }) => data?.items ?? []),
    Date.now(),
  );

/** One mark of a kind for each replica, of the first of its alerts that has it. */
export function marksOf(alerts: readonly AlertView[], now: number): ReadonlyMap<string, readonly AlertMark[]> {
  const marks = new Map<string, readonly AlertMark[]>();
  for (const alert of alerts) {
    if (alert.replica === null) continue;
    const own = marks.get(alert.replica) ?? [];
    const fresh = markedBy(alert, now).filter(({ icon }) => !own.some((mark) => mark.icon === icon));
    if (fresh.length > 0) marks.set(alert.replica, [...own, ...fresh]);
  }
  return marks;
}

function markedBy({ id, acknowledged, assignee, suppressed }: AlertView, now: number): AlertMark[] {
  const by = acknowledged?.by ?? assignee;
  return [
    ...(by === null ? [] : [{ icon: 'taken', word: `#${id} is taken by ${by}` } as const]),
    ...suppressed.flatMap((one) =>
      one.by === 'inhibition'
        ? []
        : [{ icon: one.by === 'silence' ? 'bellOff' : 'wrench', word: `#${id} is ${quietText(one, now)}` } as const],
    ),
  ];
}
