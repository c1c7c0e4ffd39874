import type { PolicyInput, PolicyList, PolicyPreview, PolicyVersionList, PolicyView } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
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
      queries.setQueryData<PolicyList>(
        ['policies', 'now'],
        (old) => old && { items: [...old.items.filter((one) => one.id !== saved.id), saved] },
      );
      readAgain();
    },
  });

export const useRemovePolicy = (id: string) =>
  useMutation({ mutationFn: () => remove(`/policies/${encodeURIComponent(id)}`), onSuccess: readAgain });

export const usePreview = (id: string | null) =>
  useMutation({
    mutationFn: (input: PolicyInput) =>
      post<PolicyPreview>('/policies/preview', id === null ? input : { ...input, id }),
  });

function readAgain(): void {
  void queries.invalidateQueries({ queryKey: ['policies'] });
  void queries.invalidateQueries({ queryKey: ['policy-versions'] });
}
