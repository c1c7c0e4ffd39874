import type { FolderList, IncidentList, ReplicaList } from '@lockstep/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useFixArticles } from '../diagnosis/useDiagnoses.ts';
import { useFleetValues } from '../fleet/useFleet.ts';
import { usePolicies } from '../policies/usePolicies.ts';
import { queries } from '../server/queries.ts';
import { get } from '../server/request.ts';
import { findings, type Finding } from './findings.ts';
import { useAt } from './useAt.ts';

const MOST_MAILBOXES = 6;
const PAUSE_MS = 120;

export interface Found {
  readonly items: readonly Finding[];
  /** The mailboxes are those of what is typed, not of what was typed before. */
  readonly settled: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

/** What is small is sought in the browser; mailboxes, of which there are many, on the server after a short pause. */
export function useFindings(typed: string, open: boolean): Found {
  const q = typed.trim();
  const sought = useRested(q);
  const asks = open && sought.length >= 2;
  const at = useAt();
  const { id } = useParams({ strict: false });
  // Their names alone: groups come with a cell for each mailbox.
  const servers = useFleetValues(open).data?.servers.map(({ value }) => value) ?? [];
  const fixes = useFixArticles(at, false, open).data?.items ?? [];
  const policies = usePolicies(at, false, open).data?.items ?? [];
  const incidents = useQuery({
    queryKey: ['incidents', at ?? 'now'],
    queryFn: ({ signal }) => get<IncidentList>('/incidents', { at }, signal),
    enabled: open,
  });
  const mailboxes = useQuery({
    queryKey: ['find', sought, at ?? 'now'],
    queryFn: ({ signal }) =>
      get<ReplicaList>('/replicas', { q: sought, limit: MOST_MAILBOXES, sort: 'mailbox', at }, signal),
    enabled: asks,
    placeholderData: keepPreviousData,
  });
  const held = id === undefined ? undefined : queries.getQueryData<FolderList>(['folders', id, at ?? 'now']);
  return {
    items: findings(typed, {
      servers,
      mailboxes: q.length >= 2 && asks && !mailboxes.isError ? mailboxes.data : undefined,
      folders: id !== undefined && held ? { replica: id, paths: held.items.map(({ path }) => path) } : undefined,
      incidents: incidents.data?.items ?? [],
      fixes,
      policies,
    }),
    settled: q.length < 2 || (sought === q && !mailboxes.isPending && !mailboxes.isPlaceholderData),
    error: asks && mailboxes.isError ? mailboxes.error : null,
    retry: () => void mailboxes.refetch(),
  };
}

/** What is typed, once the hands rest: a fleet of many is not asked for each letter. */
function useRested(q: string): string {
  const [rested, setRested] = useState(q);
  useEffect(() => {
    const timer = setTimeout(() => setRested(q), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [q]);
  return rested;
}
