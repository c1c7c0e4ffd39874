import type { BulkAnswer, BulkResult, Matcher, Noted, SilenceList, SilenceView } from '@lockstep/contracts';
import { useMutation } from '@tanstack/react-query';
import { queries } from '../server/queries.ts';
import { get, post, remove } from '../server/request.ts';

export type Act =
  | { readonly act: 'acknowledge'; readonly comment?: string; readonly until?: string }
  | { readonly act: 'assign'; readonly to: string | null }
  | { readonly act: 'silence'; readonly comment: string; readonly until: string; readonly endsOnResolve: boolean };

/** What the viewer has just done comes back as a live change; it is let in at once. */
const expected = new Map<string, number>();
const SOON_MS = 15_000;

function expect(ids: readonly string[]): void {
  for (const id of ids) expected.set(id, Date.now() + SOON_MS);
}
export const isExpected = (id: string): boolean => (expected.get(id) ?? 0) > Date.now();

/** The same to each of them. Each stands or falls alone: those that fell are the answer. */
export const useAct = (ids: readonly string[]) =>
  useMutation({
    mutationFn: async ({ act, ...said }: Act): Promise<readonly Extract<BulkResult, { ok: false }>[]> => {
      expect(ids);
      const { results } = await post<BulkAnswer>(`/alerts/${act}`, { ids, ...said });
      return results.filter((result) => !result.ok);
    },
    onSuccess: () => readAgain(ids),
  });

export const useUnacknowledge = (id: string) =>
  useMutation({
    mutationFn: () => {
      expect([id]);
      return post<Noted>(`/alerts/${encodeURIComponent(id)}/unacknowledge`, {});
    },
    onSuccess: () => readAgain([id]),
  });

/** Of many: those that cannot be let go of say why, and the others are. */
export const useUndo = (ids: readonly string[]) =>
  useMutation({
    mutationFn: async () => {
      expect(ids);
      const asked = ids.map((id) => post<Noted>(`/alerts/${encodeURIComponent(id)}/unacknowledge`, {}));
      const fallen = (await Promise.allSettled(asked)).find(({ status }) => status === 'rejected');
      if (fallen?.status === 'rejected') throw fallen.reason as Error;
    },
    onSettled: () => readAgain(ids),
  });

export const useComment = (id: string) =>
  useMutation({
    mutationFn: (comment: string) => post<Noted>(`/alerts/${encodeURIComponent(id)}/comment`, { comment }),
    onSuccess: () => readAgain([id]),
  });

export interface NewSilence {
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly until: string;
  readonly endsOnResolve: boolean;
}
export const useMakeSilence = () =>
  useMutation({
    mutationFn: (silence: NewSilence) => post<SilenceView>('/silences', silence),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['silences'] });
      void queries.invalidateQueries({ queryKey: ['alerts'] });
    },
  });

/** Ends the silences of these alerts alone that were made to end at `until`; one that somebody made for another while stays. */
export const useUnsilence = (ids: readonly string[], until: string) =>
  useMutation({
    mutationFn: async () => {
      expect(ids);
      const { items } = await get<SilenceList>('/silences');
      const made = items.filter((silence) => isOwn(silence, ids, until));
      const asked = made.map(({ id }) => remove(`/silences/${encodeURIComponent(id)}`));
      const fallen = (await Promise.allSettled(asked)).find(({ status }) => status === 'rejected');
      if (fallen?.status === 'rejected') throw fallen.reason as Error;
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['silences'] });
      readAgain(ids);
    },
  });
const isOwn = ({ endedAt, until, matchers: [first, ...others] }: SilenceView, ids: readonly string[], end: string) =>
  endedAt === null &&
  Date.parse(until) === Date.parse(end) &&
  others.length === 0 &&
  first?.alert !== undefined &&
  ids.includes(first.alert);

/** Ends a silence, with all that it keeps quiet; `id`: the alert where that is asked for. */
export const useEndSilence = (id: string) =>
  useMutation({
    mutationFn: (silence: string) => {
      expect([id]);
      return remove(`/silences/${encodeURIComponent(silence)}`);
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['silences'] });
      readAgain([id]);
    },
  });

function readAgain(ids: readonly string[]): void {
  for (const id of ids) void queries.invalidateQueries({ queryKey: ['alert', id] });
  void queries.invalidateQueries({ queryKey: ['alert-counts'] });
  void queries.invalidateQueries({ queryKey: ['alerts'] });
}
