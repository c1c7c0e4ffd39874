import type { DiagnosisList, WhyView } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { get } from '../server/request.ts';

export const diagnosesQuery = (id: string, at?: string) =>
  queryOptions({
    queryKey: ['diagnoses', id, at ?? 'now'],
    queryFn: ({ signal }) => get<DiagnosisList>(`/replicas/${encodeURIComponent(id)}/diagnoses`, { at }, signal),
  });

export const whyQuery = (id: string, at?: string) =>
  queryOptions({
    queryKey: ['why', id, at ?? 'now'],
    queryFn: ({ signal }) => get<WhyView>(`/replicas/${encodeURIComponent(id)}/why`, { at }, signal),
  });
