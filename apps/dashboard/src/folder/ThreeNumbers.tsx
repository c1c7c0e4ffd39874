import { pathKey, type FolderRow, type ReplicaView } from '@lockstep/contracts';
import type { CSSProperties } from 'react';
import { Figure } from '../design/Figure.tsx';
import { Icon } from '../design/Icon.tsx';
import { ProgressBar } from '../design/ProgressBar.tsx';
import { useNow, useTicking } from '../figures/clock.ts';
import { count, share } from '../figures/numbers.ts';
import { absolute, MINUTE, shortly } from '../figures/time.ts';
import { Ago } from '../figures/When.tsx';
import { useReplicaHistory } from '../mailbox/useReplica.ts';
import { trendOf, trendText } from './trend.ts';
import style from './FolderPage.module.css';

/** The three of the Synchronization tab, under the words of that tab, and what they differ by. */
export function ThreeNumbers({
  folder,
  replica,
  lastKnown,
  at,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  lastKnown: boolean;
  at: string | undefined;
}) {
  const read = replica.lastReportedAt && (
    <>
      {lastKnown ? 'last known, ' : 'read '}
      <Ago at={replica.lastReportedAt} suffix=" ago" />
    </>
  );
  const now = useNow(MINUTE) + MINUTE;
  const key = pathKey(folder.path);
  const history = useReplicaHistory(replica.id, '7d', at, folder.path).data;
  const points = history?.folders.find((one) => pathKey(one.path) === key)?.points ?? [];
  const went = trendOf(points, now);
  const trend = went && trendText(went, now);
  const edge = folder.status === 'in-step' || folder.localOnly ? 'transparent' : `var(--st-${folder.status})`;
  return (
    <section
      className={`panel edge ${style.numbers}`}
      aria-label="The three numbers"
      style={{ '--edge': edge } as CSSProperties}
    >
      <div>
        <span className={style.label}>Last synchronized on</span>
        <LastSync folder={folder} />
      </div>
      <div>
        <span className={style.label}>Server folder contains</span>
        <Figure label={folder.localOnly ? 'it is local only' : read} tone={toneOfCount(folder.serverItems, lastKnown)}>
          {folder.localOnly ? (
            '—'
          ) : folder.serverItems === null ? (
            <span className={style.word}>unknown</span>
          ) : (
            count(folder.serverItems)
          )}
        </Figure>
      </div>
      <div>
        <span className={style.label}>Offline folder contains</span>
        <Figure label={read} tone={toneOfCount(folder.offlineItems, lastKnown)}>
          {folder.offlineItems === null ? <span className={style.word}>unknown</span> : count(folder.offlineItems)}
        </Figure>
      </div>
      <div>
        <span className={style.label}>Difference</span>
        <Differs folder={folder} trend={lastKnown ? null : trend} />
      </div>
    </section>
  );
}

const toneOfCount = (items: number | null, lastKnown: boolean) =>
  items === null ? 'var(--tx-unknown)' : lastKnown ? 'var(--ink3)' : undefined;

function LastSync({ folder }: { folder: FolderRow }) {
  const at = folder.lastSynchronizedAt;
  const text = useTicking((now) => (at === null ? '' : shortly(Date.parse(at), now)));
  if (at === null) {
    return (
      <Figure label="no completed sync is known" tone="var(--tx-unknown)">
        <span className={style.word}>unknown</span>
      </Figure>
    );
  }
  return (
    <Figure
      label={
        <>
          {absolute(Date.parse(at))} · <Ago at={at} suffix=" ago" />
          {folder.lastSynchronizedBasis === 'last-known' && ' · as the agent remembers'}
        </>
      }
    >
      <time dateTime={at}>{text}</time>
    </Figure>
  );
}

function Differs({ folder, trend }: { folder: FolderRow; trend: string | null }) {
  const { difference, serverItems, expectedDifference, accepted, progress } = folder;
  if (difference === null) {
    return (
      <Figure label="a count could not be read" tone="var(--tx-unknown)">
        <span className={style.word}>unknown</span>
      </Figure>
    );
  }
  const parts = [
    difference > 0 && serverItems ? share(difference, serverItems) : null,
    difference !== 0 ? trend : null,
    difference < 0 ? 'exist only offline: export first' : null,
    difference === 0 && !accepted ? 'equal' : null,
    accepted ? `${count(accepted.items)}${difference === 0 ? '' : ' more'} accepted` : null,
    expectedDifference !== 0
      ? `${count(expectedDifference)} more as expected${folder.expectedBecause ? ` (${folder.expectedBecause})` : ''}`
      : null,
  ].filter(Boolean);
  const tone =
    difference === 0
      ? 'var(--ink3)'
      : difference < 0
        ? 'var(--tx-stale)'
        : folder.status === 'mismatched' || folder.status === 'catching-up'
          ? `var(--tx-${folder.status})`
          : undefined;
  return (
    <Figure
      label={
        <>
          {parts.join(' · ')}
          {progress && <ProgressBar progress={progress} />}
        </>
      }
      tone={tone}
    >
      <span key={difference} className="changed">
        {difference < 0 && (
          <span className={style.shield}>
            <Icon name="shield" size={28} />
          </span>
        )}
        {count(difference)}
      </span>
    </Figure>
  );
}
