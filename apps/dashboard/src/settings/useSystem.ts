import type { SystemView, WatchdogInput, WatchdogView } from '@lockstep/contracts';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../server/queries.ts';
import { get, put } from '../server/request.ts';

const READ_AGAIN_MS = 5_000;

export const useSystem = () =>
  useQuery({
    queryKey: ['system'],
    queryFn: ({ signal }) => get<SystemView>('/system', {}, signal),
    refetchInterval: READ_AGAIN_MS,
  });

export const useWatchdog = () =>
  useQuery({
    queryKey: ['watchdog'],
    queryFn: ({ signal }) => get<WatchdogView>('/watchdog', {}, signal),
    refetchInterval: READ_AGAIN_MS,
  });

export async function saveWatchdog(input: WatchdogInput): Promise<WatchdogView> {
  const saved = await put<WatchdogView>('/watchdog', input);
  queries.setQueryData(['watchdog'], saved);
  return saved;
}
