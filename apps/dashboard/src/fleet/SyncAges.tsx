import { useState } from 'react';
import { useWidth } from '../app/useWidth.ts';
import { Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusShape } from '../design/StatusShape.tsx';
import { count, many } from '../figures/numbers.ts';
import { TableToggle, TableView } from '../figures/TableView.tsx';
import { duration } from '../figures/time.ts';
import { ageBars, thresholdAt } from './sync-ages.ts';
import { agesTable } from './tables.ts';
import { useFleetAges } from './useFleet.ts';
import style from './SyncAges.module.css';

/** How old the last completed sync is, with the policy's thresholds drawn in. */
export function SyncAges({ at }: { at: string | undefined }) {
  const ages = useFleetAges(at);
  const [asTable, setAsTable] = useState(false);
  const narrow = useWidth() === 'narrow';
  return (
    <Panel
      title="Age of the last sync"
      sub={
        ages.data?.sample
          ? `${count(ages.data.sample.looked)} of ${count(ages.data.sample.of)} mailboxes, by chance`
          : narrow
            ? undefined
            : 'all mailboxes'
      }
      className="s4"
      controls={<TableToggle on={asTable} onChange={setAsTable} what="Age of the last sync" />}
    >
      {ages.isError && !ages.data ? (
        <Failed what="The ages could not be read." error={ages.error} onRetry={() => void ages.refetch()} />
      ) : !ages.data ? (
        <Skeleton lines={5} />
      ) : asTable ? (
        <TableView table={agesTable(ages.data)} />
      ) : (
        <Histogram ages={ages.data} />
      )}
    </Panel>
  );
}

type Ages = NonNullable<ReturnType<typeof useFleetAges>['data']>;

function Histogram({ ages }: { ages: Ages }) {
  const bars = ageBars(ages);
  const tallest = Math.max(1, ...bars.map((bar) => bar.total));
  const stale = bars.reduce((sum, bar) => sum + bar.stale, 0);
  const silent = bars.reduce((sum, bar) => sum + bar.silent, 0);
  const thresholds = (
    [
      ['stale', ages.policy.staleAfterMs],
      ['critical', ages.policy.criticalAfterMs],
    ] as const
  ).flatMap(([word, ms]) => {
    const place = thresholdAt(ages, ms);
    return place === null ? [] : [{ word, ms, left: (place / bars.length) * 100 }];
  });

  return (
    <>
      <div className={style.plot}>
        {thresholds.map((threshold, index) => (
          <div
            key={threshold.word}
            className={style.threshold}
            style={{ left: `${threshold.left}%`, top: 34 + index * 16 }}
            title={`${threshold.word} after ${duration(threshold.ms)}`}
          >
            {index === 0 && (
              <span className={style.policy}>
                Policy {ages.policy.name}, v{ages.policy.version}
              </span>
            )}
            <b>{threshold.word}</b>
          </div>
        ))}
        <ol className={style.bars}>
          {bars.map((bar) => (
            <li key={bar.label}>
              <span className="visually-hidden">
                {bar.label}: {bar.total}, of these {bar.stale} stale, {bar.silent} silent
              </span>
              <div className={style.column} aria-hidden="true">
                <span className={bar.total === 0 ? `tn i3 ${style.value}` : `tn ${style.value}`}>
                  {count(bar.total)}
                </span>
                {(
                  [
                    [bar.silent, 'var(--st-silent)'],
                    [bar.stale, 'var(--st-stale)'],
                    [bar.other, 'var(--control)'],
                  ] as const
                ).map(([value, colour]) =>
                  value > 0 ? (
                    <i key={colour} style={{ height: `${(value / tallest) * 68}%`, background: colour }} />
                  ) : null,
                )}
              </div>
              <span className={style.label} aria-hidden="true">
                {bar.label}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <div className={`row wrap i2 small ${style.legend}`}>
        {stale > 0 && (
          <span className="row g6">
            <StatusShape status="stale" size={10} />
            {count(stale)} stale, client on
          </span>
        )}
        {silent > 0 && (
          <span className="row g6">
            <StatusShape status="silent" size={10} />
            {count(silent)} silent
          </span>
        )}
        {ages.unknown > 0 && (
          <span className="row g6">
            <StatusShape status="unknown" size={10} />
            {many(ages.unknown, 'mailbox', 'mailboxes')} with no known sync
          </span>
        )}
        {stale + silent + ages.unknown === 0 && 'None stale, none silent.'}
      </div>
    </>
  );
}
