import type { EnrolmentView } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '../server/queries.ts';
import { get, post } from '../server/request.ts';

const key = ['enrolment'] as const;

export const useEnrolment = () =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<EnrolmentView>('/enrolment', {}, signal),
    staleTime: Infinity,
  });

/** Makes a key that can be shown: of an older one only its hash is known. */
export const useNewJoinKey = () =>
  useMutation({
    mutationFn: () => post<{ key: string }>('/join-keys', {}),
    onSuccess: (made) => queries.setQueryData(key, { joinKey: made.key } satisfies EnrolmentView),
  });
