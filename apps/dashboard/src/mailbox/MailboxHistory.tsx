import { pathKey, type ReplicaView } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Segmented } from '../design/Segmented.tsx';
import { useFixLives } from '../diagnosis/useDiagnoses.ts';
import { useNow } from '../figures/clock.ts';
import { MINUTE } from '../figures/time.ts';
import { moved } from '../figures/zoom.ts';
import { RANGES, type Range } from '../fleet/useFleet.ts';
import { CountHistory } from '../folder/CountHistory.tsx';
import { lanesOf, marksOf } from '../folder/count-marks.ts';
import { RANGE_WORDS, shortestOver } from '../folder/FolderHistory.tsx';
import { summedPoints } from '../folder/summed-points.ts';
import { fileName } from './tables.ts';
import { useFolders, useReplicaHistory } from './useReplica.ts';

/** All folders that are judged, together: how far the server and the offline side were apart, and when. */
export function MailboxHistory({ replica, at }: { replica: ReplicaView; at: string | undefined }) {
  const history = useReplicaHistory(replica.id, '7d', at);
  const folders = useFolders(replica.id, at).data?.items;
  const fixes = useFixLives(replica.id, at).data?.items ?? [];
  const { range: chosen, from, to: until } = useSearch({ from: '/shell/mailboxes/$id' });
  const navigate = useNavigate({ from: '/mailboxes/$id' });
  const minute = useNow(MINUTE);
  const to = at ? Date.parse(at) : minute + MINUTE;
  const points = useMemo(() => {
    if (!history.data || !folders) return undefined;
    const judged = new Set(folders.filter(({ localOnly }) => !localOnly).map(({ path }) => pathKey(path)));
    return summedPoints(history.data.folders.filter(({ path }) => judged.has(pathKey(path))));
  }, [history.data, folders]);
  const range: Range = chosen ?? shortestOver(to - (points?.[0]?.[0] ?? 0));
  const within = { from: to - RANGES[range], to };
  const { serverItems, offlineItems } = replica.totals;
  return (
    <CountHistory
      title="Items over time"
      sub="all folders together; drag to zoom"
      file={fileName(replica.mailbox, replica.device, 'counts')}
      history={history}
      points={points}
      path={null}
      // What of it is expected, or exists only offline, the table above tells apart.
      ends={{ serverItems, offlineItems, difference: null, status: replica.status }}
      marks={marksOf({ lastSynchronizedAt: null, difference: null }, fixes, to)}
      conditions={lanesOf(replica.conditions)}
      within={within}
      zoom={from && until ? moved({ from: Date.parse(from), to: Date.parse(until) }, 0, within) : null}
      onZoom={(span) =>
        void navigate({
          search: (old) => ({
            ...old,
            from: span ? new Date(span.from).toISOString() : undefined,
            to: span ? new Date(span.to).toISOString() : undefined,
          }),
          replace: true,
          resetScroll: false,
        })
      }
      range={
        <Segmented
          label="Range"
          value={range}
          options={RANGE_WORDS}
          onChange={(value) =>
            void navigate({
              search: (old) => ({ ...old, range: value, from: undefined, to: undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    />
  );
}
