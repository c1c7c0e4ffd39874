import { pathKey, type ReplicaView } from '@lockstep/contracts';
import { useMemo, useState } from 'react';
import { Segmented } from '../design/Segmented.tsx';
import { useFixLives } from '../diagnosis/useDiagnoses.ts';
import { useNow } from '../figures/clock.ts';
import { MINUTE } from '../figures/time.ts';
import type { TimeSpan } from '../figures/zoom.ts';
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
  const [chosen, setChosen] = useState<Range | null>(null);
  const [zoom, setZoom] = useState<TimeSpan | null>(null);
  const minute = useNow(MINUTE);
  const to = at ? Date.parse(at) : minute + MINUTE;
  const points = useMemo(() => {
    if (!history.data || !folders) return undefined;
    const judged = new Set(folders.filter(({ localOnly }) => !localOnly).map(({ path }) => pathKey(path)));
    return summedPoints(history.data.folders.filter(({ path }) => judged.has(pathKey(path))));
  }, [history.data, folders]);
  const range = chosen ?? shortestOver(to - (points?.[0]?.[0] ?? 0));
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
      within={{ from: to - RANGES[range], to }}
      zoom={zoom}
      onZoom={setZoom}
      range={
        <Segmented
          label="Range"
          value={range}
          options={RANGE_WORDS}
          onChange={(value) => {
            setChosen(value);
            setZoom(null);
          }}
        />
      }
    />
  );
}
