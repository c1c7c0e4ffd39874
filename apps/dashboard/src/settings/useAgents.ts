import type { JoinKeyView, MadeJoinKey, ReplicaList } from '@lockstep/contracts';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '../server/queries.ts';
import { get, post, remove } from '../server/request.ts';

const KEYS = ['join-keys'] as const;
const readAgain = () => void queries.invalidateQueries({ queryKey: KEYS });

export const useJoinKeys = () =>
  useQuery({
    queryKey: KEYS,
    queryFn: ({ signal }) => get<{ readonly items: readonly JoinKeyView[] }>('/join-keys', {}, signal),
  });

/** The key itself is in the answer, and nowhere else ever after. */
export const useMakeJoinKey = () =>
  useMutation({ mutationFn: () => post<MadeJoinKey>('/join-keys', {}), onSuccess: readAgain });

export const useRevokeJoinKey = (id: string) =>
  useMutation({ mutationFn: () => remove(`/join-keys/${encodeURIComponent(id)}`), onSuccess: readAgain });

/** As many as a person looks through; the search finds the others. */
export const AGENTS_SHOWN = 20;

/** Those that were heard longest ago come first: they are the ones that one looks for here. */
export const useAgents = (q: string) =>
  useQuery({
    queryKey: ['agents', q],
    queryFn: ({ signal }) => get<ReplicaList>('/replicas', { q, sort: 'lastReportedAt', limit: AGENTS_SHOWN }, signal),
    placeholderData: keepPreviousData,
  });

export const useRevokeToken = (replica: string) =>
  useMutation({ mutationFn: () => remove(`/replicas/${encodeURIComponent(replica)}/token`) });
