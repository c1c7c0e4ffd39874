import { pathKey, type FolderRow, type ReplicaView } from '@lockstep/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented } from '../design/Segmented.tsx';
import { useFixLives } from '../diagnosis/useDiagnoses.ts';
import { useNow } from '../figures/clock.ts';
import { MINUTE } from '../figures/time.ts';
import { moved, type TimeSpan } from '../figures/zoom.ts';
import { RANGES, type Range } from '../fleet/useFleet.ts';
import { fileName } from '../mailbox/tables.ts';
import { useReplicaHistory } from '../mailbox/useReplica.ts';
import { CountHistory } from './CountHistory.tsx';
import { lanesOf, marksOf } from './count-marks.ts';

export const RANGE_WORDS = [
  ['1h', '1 h'],
  ['6h', '6 h'],
  ['24h', '24 h'],
  ['7d', '7 d'],
] as const;

/** Of one folder a year is little to read; of all folders of a mailbox it would be much. */
const FOLDER_RANGES = [...RANGE_WORDS, ['30d', '30 d'], ['1y', '1 y']] as const;

/** Of a folder that is known for an hour, a week shows nothing. */
export function shortestOver(known: number): Range {
  return RANGE_WORDS.find(([range]) => RANGES[range] >= known)?.[0] ?? '7d';
}

/** Server and offline over time, in a range and a span that stand in the URL. */
export function FolderHistory({
  folder,
  replica,
  at,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  at: string | undefined;
}) {
  const { range: chosen, from, to: until } = useSearch({ from: '/shell/mailboxes/$id/folders/$' });
  const navigate = useNavigate({ from: '/mailboxes/$id/folders/$' });
  const history = useReplicaHistory(replica.id, chosen ?? '7d', at, folder.path);
  const fixes = useFixLives(replica.id, at).data?.items ?? [];
  const minute = useNow(MINUTE);
  const to = at ? Date.parse(at) : minute + MINUTE;
  const key = pathKey(folder.path);
  const points = history.data?.folders.find((one) => pathKey(one.path) === key)?.points;
  const range: Range = chosen ?? shortestOver(to - (points?.[0]?.[0] ?? 0));
  const within: TimeSpan = { from: to - RANGES[range], to };
  const zoom = from && until ? moved({ from: Date.parse(from), to: Date.parse(until) }, 0, within) : null;
  return (
    <CountHistory
      title="Server and offline"
      sub="the gap in the colour of the status then; drag to zoom"
      file={fileName(replica.mailbox, ...folder.path, 'counts')}
      history={history}
      points={points}
      path={folder.path}
      ends={folder}
      marks={marksOf(folder, fixes, to)}
      conditions={lanesOf(folder.conditions)}
      within={within}
      zoom={zoom}
      onZoom={(span) =>
        void navigate({
          search: (old) => ({
            ...old,
            from: span ? new Date(span.from).toISOString() : undefined,
            to: span ? new Date(span.to).toISOString() : undefined,
          }),
          replace: true,
        })
      }
      range={
        <Segmented
          label="Range"
          value={range}
          options={FOLDER_RANGES}
          onChange={(value) =>
            void navigate({
              search: (old) => ({ ...old, range: value, from: undefined, to: undefined }),
              replace: true,
            })
          }
        />
      }
    />
  );
}
