import type {
  ChannelChange,
  ChannelList,
  ChannelTest,
  ChannelView,
  DeliveryList,
  DeliveryView,
  DigestChange,
  DigestView,
  MaintenanceInput,
  MaintenanceList,
  MaintenanceView,
  RouteChange,
  RouteList,
  RouteView,
  SilenceList,
} from '@lockstep/contracts';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '../server/queries.ts';
import { get, post, put, remove } from '../server/request.ts';

/** Settings are as they are now, and health moves by itself. */
const READ_AGAIN_MS = 10_000;
const list = <T>(name: string) => ({
  queryKey: [name],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<T>(`/${name}`, {}, signal),
  refetchInterval: READ_AGAIN_MS,
});

export const useChannels = () => useQuery(list<ChannelList>('channels'));
export const useRoutes = () => useQuery(list<RouteList>('routes'));
export const useSilences = () => useQuery(list<SilenceList>('silences'));
export const useMaintenance = () => useQuery(list<MaintenanceList>('maintenance'));
export const useDigest = () => useQuery(list<DigestView>('digest'));

export const useDeliveries = (state: DeliveryView['state'] | undefined) =>
  useInfiniteQuery({
    queryKey: ['deliveries', state ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      get<DeliveryList>('/deliveries', { state, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: READ_AGAIN_MS,
  });

const readAgain = (...names: string[]) => names.forEach((name) => void queries.invalidateQueries({ queryKey: [name] }));
const one = (list: string, id: string) => `/${list}/${encodeURIComponent(id)}`;

async function save<T>(name: string, id: string | null, input: unknown): Promise<T> {
  const saved = await (id === null ? post<T>(`/${name}`, input) : put<T>(one(name, id), input));
  readAgain(name);
  return saved;
}
/** `id` null: a new one. */
export const saveChannel = (id: string | null, input: ChannelChange) => save<ChannelView>('channels', id, input);
export const saveRoute = (id: string | null, input: RouteChange) => save<RouteView>('routes', id, input);
export const saveMaintenance = (id: string | null, input: MaintenanceInput) =>
  save<MaintenanceView>('maintenance', id, input);

export async function saveDigest(input: DigestChange): Promise<DigestView> {
  const saved = await put<DigestView>('/digest', input);
  queries.setQueryData(['digest'], saved);
  return saved;
}

export const useRemove = (name: 'channels' | 'routes' | 'silences' | 'maintenance', id: string) =>
  useMutation({ mutationFn: () => remove(one(name, id)), onSuccess: () => readAgain(name) });

export const useOrderRoutes = () =>
  useMutation({
    mutationFn: (order: readonly string[]) => post<RouteList>('/routes/order', { order }),
    onSuccess: (routes) => queries.setQueryData(['routes'], routes),
    onError: () => readAgain('routes'),
  });

export const useTestChannel = (id: string) =>
  useMutation({ mutationFn: () => post<ChannelTest>(`${one('channels', id)}/test`, {}) });

export const useDismiss = (id: string) =>
  useMutation({
    mutationFn: (reason: string) => post<DeliveryView>(`${one('deliveries', id)}/dismiss`, { reason }),
    onSettled: () => readAgain('deliveries', 'channels'),
  });

export const useRetry = (id: string) =>
  useMutation({
    mutationFn: () => post<DeliveryView>(`${one('deliveries', id)}/retry`, {}),
    onSettled: () => readAgain('deliveries', 'channels'),
  });
