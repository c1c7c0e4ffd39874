import type { DiagnosisView, FixArticleList, FixList, Noted } from '@lockstep/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '../server/queries.ts';
import { get, post } from '../server/request.ts';
import { diagnosesQuery, whyQuery } from './diagnosis-queries.ts';

const of = (id: string) => `/replicas/${encodeURIComponent(id)}`;

/** What hangs on a replica's facts and is read anew when they change. */
export const DERIVED = ['diagnoses', 'why', 'fix-lives', 'replica-alerts'] as const;

export const useDiagnoses = (id: string, at?: string) => useQuery(diagnosesQuery(id, at));

/** The one that leads a page: the likeliest that has something to try, else the likeliest. */
export const leading = (items: readonly DiagnosisView[]): DiagnosisView | undefined =>
  items.find(({ steps }) => steps.length > 0) ?? items[0];

export const useWhy = (id: string, at?: string) => useQuery(whyQuery(id, at));

/** All lives of all fixes of one replica, newest first. */
export const useFixLives = (id: string, at?: string) =>
  useQuery({
    queryKey: ['fix-lives', id, at ?? 'now'],
    queryFn: ({ signal }) => get<FixList>(`${of(id)}/fixes`, { at }, signal),
  });

/** The knowledge base with how each fix fares here. `leads`: it is what the page is about, so it is read anew and again. */
export const useFixArticles = (at?: string, leads = false, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['fixes', at ?? 'now'],
    queryFn: ({ signal }) => get<FixArticleList>('/fixes', { at }, signal),
    staleTime: leads ? 0 : 60_000,
    refetchInterval: leads && at === undefined ? 30_000 : false,
  });

/** Says that a person did the steps; whether they helped, later reports say. */
export const useMarkTried = (id: string, fix: string) =>
  useMutation({
    mutationFn: (note: string) =>
      post<Noted>(`${of(id)}/fixes/${encodeURIComponent(fix)}/tried`, note === '' ? {} : { note }),
    onSuccess: () => {
      for (const key of [...DERIVED, 'timeline']) void queries.invalidateQueries({ queryKey: [key, id] });
      void queries.invalidateQueries({ queryKey: ['fixes'] });
    },
  });
