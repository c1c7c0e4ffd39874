import type { PolicyInput, PolicyList, PolicyPreview, PolicyVersionList, PolicyView } from '@lockstep/contracts';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '../server/queries.ts';
import { get, post, put, remove } from '../server/request.ts';

/** `leads`: on their own page, where it shows how mailboxes come over to a policy that was just saved. */
export const usePolicies = (at?: string, leads = false, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['policies', at ?? 'now'],
    queryFn: ({ signal }) => get<PolicyList>('/policies', { at }, signal),
    refetchInterval: leads && at === undefined ? 5_000 : false,
  });

export const usePolicyVersions = (id: string, at?: string) =>
  useQuery({
    queryKey: ['policy-versions', id, at ?? 'now'],
    queryFn: ({ signal }) => get<PolicyVersionList>(`/policies/${encodeURIComponent(id)}/versions`, { at }, signal),
  });

/** A new policy, or a new version of one. */
export const useSavePolicy = (id: string | null) =>
  useMutation({
    mutationFn: (input: PolicyInput) =>
      id === null
        ? post<PolicyView>('/policies', input)
        : put<PolicyView>(`/policies/${encodeURIComponent(id)}`, input),
    onSuccess: (saved) => {
      queries.setQueryData<PolicyList>(['policies', 'now'], (old) => old && { items: withSaved(old.items, saved) });
      readAgain();
    },
  });

/** In its place, where it had one: the first is everyone's. */
const withSaved = (items: PolicyList['items'], saved: PolicyView): PolicyList['items'] =>
  items.some(({ id }) => id === saved.id) ? items.map((one) => (one.id === saved.id ? saved : one)) : [...items, saved];

export const useRemovePolicy = (id: string) =>
  useMutation({ mutationFn: () => remove(`/policies/${encodeURIComponent(id)}`), onSuccess: readAgain });

/** How mailboxes would stand under what is proposed; null: nothing is asked. What was answered last stays until the next answer. */
export const usePreview = (id: string | null, input: PolicyInput | null) =>
  useQuery({
    queryKey: ['policy-preview', id, input],
    queryFn: () => post<PolicyPreview>('/policies/preview', id === null ? input : { ...input, id }),
    enabled: input !== null,
    staleTime: 30_000,
    placeholderData: input === null ? undefined : keepPreviousData,
  });

function readAgain(): void {
  void queries.invalidateQueries({ queryKey: ['policies'] });
  void queries.invalidateQueries({ queryKey: ['policy-versions'] });
  // Of policies as they were: each save is another past to look at.
  queries.removeQueries({ queryKey: ['policy-backtest'], type: 'inactive' });
}
