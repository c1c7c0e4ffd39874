import { pathKey, type FolderPath, type FolderRow, type ReplicaView } from '@lockstep/contracts';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, type CSSProperties } from 'react';
import { NotFound } from '../app/Broken.tsx';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Figure } from '../design/Figure.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { useNow, useTicking } from '../figures/clock.ts';
import { count, share } from '../figures/numbers.ts';
import { absolute, dayAndTime, MINUTE, shortly } from '../figures/time.ts';
import { Ago } from '../figures/When.tsx';
import { RANGES, type Range } from '../fleet/useFleet.ts';
import { useFolders, useLiveReplica, useReplica, useReplicaHistory } from '../mailbox/useReplica.ts';
import { personOf } from '../mailboxes/person.ts';
import { isNotFound } from '../server/request.ts';
import { FolderEvents } from './FolderEvents.tsx';
import { fromUrl } from './folder-url.ts';
import { Why } from './Why.tsx';
import style from './FolderPage.module.css';

const CountLines = lazy(() => import('./CountLines.tsx').then((file) => ({ default: file.CountLines })));

export function FolderPage() {
  const { id, _splat = '' } = useParams({ from: '/shell/mailboxes/$id/folders/$' });
  const path = fromUrl(_splat);
  const at = useAt();
  const replica = useReplica(id, at);
  const folders = useFolders(id, at);
  useLiveReplica(id, at === undefined);
  const key = pathKey(path);
  const folder = folders.data?.items.find((row) => pathKey(row.path) === key);
  const name = path[path.length - 1]!;
  usePageTitle(replica.data ? `${name}, ${personOf(replica.data)}` : name);

  if (replica.isError && isNotFound(replica.error)) return <NotFound />;
  const failed = [replica, folders].find((query) => query.isError && !query.data);
  if (failed?.error) {
    return (
      <main className="page">
        <h1 className="visually-hidden">{name}</h1>
        <Failed what="The folder could not be read." error={failed.error} onRetry={() => void failed.refetch()} />
      </main>
    );
  }
  if (!replica.data || !folders.data) {
    return (
      <main className="page">
        <h1 className="visually-hidden">{name}</h1>
        <Skeleton lines={6} />
      </main>
    );
  }

  return (
    <main className="page col g16">
      <nav aria-label="Where this is" className={style.crumbs}>
        <ol className="crumb">
          <li>
            <Link to="/mailboxes">Mailboxes</Link>
          </li>
          <li>
            <Link to="/mailboxes/$id" params={{ id }} className="clip">
              {personOf(replica.data)}, {replica.data.device}
            </Link>
          </li>
          <li>
            <span className="i2 m clip" aria-current="page">
              {path.join(' › ')}
            </span>
          </li>
        </ol>
      </nav>
      {folder ? (
        <Shown folder={folder} replica={replica.data} lastKnown={folders.data.lastKnown} at={at} />
      ) : (
        <section className="panel">
          <h1 className={`title ${style.gone}`}>{name}</h1>
          <Empty
            title="This folder is not in the store."
            action={
              <Link to="/mailboxes/$id" params={{ id }} className="btn">
                All folders
              </Link>
            }
          >
            None of the {count(folders.data.items.length)} folders that the agent reports is at this path. It may have
            been removed or renamed.
          </Empty>
        </section>
      )}
    </main>
  );
}

function Shown({
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
  return (
    <>
      <div className={style.head}>
        <h1 className="title">{folder.path[folder.path.length - 1]}</h1>
        {folder.localOnly ? <span className="tag">Local only</span> : <StatusWord status={folder.status} badge />}
        <Since at={folder.since} />
        <span className="grow" />
        <Link to="/mailboxes/$id" params={{ id: replica.id }} className="btn">
          <Icon name="folder" />
          All folders
        </Link>
      </div>
      <ThreeNumbers folder={folder} replica={replica} lastKnown={lastKnown} />
      <Lines folder={folder} replica={replica} at={at} />
      <div className={style.two}>
        <Why folder={folder} replica={replica} />
        <FolderEvents replica={replica} path={folder.path} at={at} />
      </div>
    </>
  );
}

function Since({ at }: { at: string }) {
  const since = useTicking((now) => dayAndTime(Date.parse(at), now));
  return (
    <span className="i2">
      since <span title={absolute(Date.parse(at))}>{since}</span> · <Ago at={at} />
    </span>
  );
}

/** The three of the Synchronization tab, under the words of that tab, and what they differ by. */
function ThreeNumbers({ folder, replica, lastKnown }: { folder: FolderRow; replica: ReplicaView; lastKnown: boolean }) {
  const read = replica.lastReportedAt && (
    <>
      {lastKnown ? 'last known, ' : 'read '}
      <Ago at={replica.lastReportedAt} suffix=" ago" />
    </>
  );
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
        <Differs folder={folder} />
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

function Differs({ folder }: { folder: FolderRow }) {
  const { difference, serverItems, expectedDifference } = folder;
  if (difference === null) {
    return (
      <Figure label="a count could not be read" tone="var(--tx-unknown)">
        <span className={style.word}>unknown</span>
      </Figure>
    );
  }
  const parts = [
    difference > 0 && serverItems ? `${share(difference, serverItems)} of the server’s` : null,
    difference < 0 ? 'exist only offline: export first' : null,
    difference === 0 ? 'equal' : null,
    expectedDifference !== 0
      ? `${count(expectedDifference)} more as expected (${folder.expectedBecause ?? 'accepted'})`
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
    <Figure label={parts.join(' · ')} tone={tone}>
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

const RANGE_WORDS = [
  ['1h', '1 h'],
  ['6h', '6 h'],
  ['24h', '24 h'],
  ['7d', '7 d'],
] as const;

/** Of a folder that is known for an hour, a week shows nothing. */
function shortestOver(known: number): Range {
  return RANGE_WORDS.find(([range]) => RANGES[range] >= known)?.[0] ?? '7d';
}

function Lines({ folder, replica, at }: { folder: FolderRow; replica: ReplicaView; at: string | undefined }) {
  const chosen = useSearch({ from: '/shell/mailboxes/$id/folders/$', select: (search) => search.range });
  const navigate = useNavigate({ from: '/mailboxes/$id/folders/$' });
  const path: FolderPath = folder.path;
  const history = useReplicaHistory(replica.id, chosen ?? '7d', at, path);
  const minute = useNow(MINUTE);
  const to = at ? Date.parse(at) : minute + MINUTE;
  const key = pathKey(path);
  const points = history.data?.folders.find((one) => pathKey(one.path) === key)?.points;
  const range: Range = chosen ?? shortestOver(to - (points?.[0]?.[0] ?? 0));
  return (
    <Panel
      title="Server and offline"
      sub="items; the gap takes the colour of the mailbox’s status then"
      controls={
        <Segmented
          label="Range"
          value={range}
          options={RANGE_WORDS}
          onChange={(value) => void navigate({ search: (old) => ({ ...old, range: value }), replace: true })}
        />
      }
    >
      <div className={style.chart}>
        {history.isError && !history.data ? (
          <Failed what="The history could not be read." error={history.error} onRetry={() => void history.refetch()} />
        ) : !history.data ? (
          <Skeleton lines={6} />
        ) : !points || points.length === 0 ? (
          <Empty title="Nothing is known of this span.">
            The first report of this folder came later, or it has not come yet.
          </Empty>
        ) : (
          <Suspense fallback={<Skeleton lines={6} />}>
            <CountLines
              points={points}
              statuses={history.data.statuses}
              attempts={history.data.attempts}
              path={path}
              folder={folder}
              span={{ from: to - RANGES[range], to }}
            />
          </Suspense>
        )}
      </div>
    </Panel>
  );
}
