import type { AcceptDifferenceRequest, Noted } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { DERIVED } from '../diagnosis/useDiagnoses.ts';
import { queries } from '../server/queries.ts';
import { post, remove } from '../server/request.ts';

const of = (id: string) => `/replicas/${encodeURIComponent(id)}/accepted-differences`;

/** A person says that a folder may differ so, why, and until when. */
export const useAccept = (id: string) =>
  useMutation({
    mutationFn: (request: AcceptDifferenceRequest) => post<Noted>(of(id), request),
    onSuccess: () => readAgain(id),
  });

/** As easily taken back. */
export const useTakeBack = (id: string) =>
  useMutation({
    mutationFn: (path: readonly string[]) => remove(`${of(id)}?path=${encodeURIComponent(JSON.stringify(path))}`),
    onSuccess: () => readAgain(id),
  });

function readAgain(id: string): void {
  for (const key of ['replica', 'folders', 'timeline', ...DERIVED])
    void queries.invalidateQueries({ queryKey: [key, id] });
}
