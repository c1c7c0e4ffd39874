import type { BacktestDays, PolicyBacktest, PolicyBacktestProgress, PolicyInput } from '@lockstep/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get, post } from '../server/request.ts';

/** What took longer than this is not asked again with each change of the form, but when somebody says so. */
const DEAR_MS = 20_000;
const STANDS_FOR_MS = 5 * 60_000;

/** What each took last, by policy and days: who comes back to the page does not set off again what takes long. */
const took = new Map<string, number>();

/**
 * What the form would have made of what happened. An answer belongs to the form that it was asked with: while another one is on its way,
 * or is to be asked for, the last one stays and `isOld` says so.
 */
export function useBacktest(
  id: string | null,
  version: number | null,
  input: PolicyInput | null,
  days: BacktestDays,
  settled: boolean,
) {
  // Once it is saved, the same form asks about another version than before.
  const question = JSON.stringify([id, version, input, days]);
  const [wanted, setWanted] = useState<string | null>(null);
  const kind = `${id} ${days}`;
  const isDear = (took.get(kind) ?? 0) > DEAR_MS;
  const enabled = input !== null && settled && (!isDear || wanted === question);
  const backtest = useQuery({
    queryKey: ['policy-backtest', question],
    queryFn: async ({ signal }) => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      const body = { ...input, ...(id !== null && { id }), days, timeZone };
      const answer = await post<PolicyBacktest>('/policies/backtest', body, signal);
      took.set(kind, answer.tookMs);
      return answer;
    },
    enabled,
    staleTime: STANDS_FOR_MS,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const progress = useQuery({
    queryKey: ['policy-backtest-progress'],
    queryFn: ({ signal }) => get<PolicyBacktestProgress>('/policies/backtest', {}, signal),
    enabled: backtest.isFetching,
    refetchInterval: 700,
    gcTime: 0,
  });
  return {
    answer: backtest.data,
    error: backtest.isFetching ? null : backtest.error,
    isRunning: backtest.isFetching,
    isOld: !settled || input === null || backtest.isPlaceholderData || backtest.isFetching,
    /** It is not asked for by itself. */
    waits: input !== null && settled && !enabled && (backtest.data === undefined || backtest.isPlaceholderData),
    running: backtest.isFetching ? (progress.data?.running ?? null) : null,
    run: () => {
      setWanted(question);
      if (enabled) void backtest.refetch();
    },
  };
}
