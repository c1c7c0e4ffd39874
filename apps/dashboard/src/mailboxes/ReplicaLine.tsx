import type { ReplicaRow } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import type { Width } from '../app/useWidth.ts';
import { ItemsBehind } from '../design/ItemsBehind.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { behindPercent } from './grouped.ts';
import { personOf } from './person.ts';
import style from './ReplicaTable.module.css';

/** One mailbox as a row of the table. */
export function ReplicaLine({
  row,
  width,
  most,
  current,
}: {
  row: ReplicaRow;
  width: Width;
  most: number;
  current: boolean;
}) {
  const lastKnown = row.status === 'silent';
  const link = { to: '/mailboxes/$id', params: { id: row.id } } as const;
  return (
    <tr className={current ? style.current : undefined} data-current={current || undefined}>
      <td>
        <StatusWord status={row.status} />
      </td>
      <td className="i2">
        <Ago at={row.since} />
      </td>
      <td className={style.user}>
        <div className={style.person}>
          <Link {...link} className={`m clip ${style.open}`} title={row.mailbox}>
            {personOf(row)}
          </Link>
          {row.labels.name && width === 'wide' && <span className="i3 small clip">{row.mailbox}</span>}
        </div>
        {width === 'middle' && (
          <span className="i3 small clip">{[row.device, clientOf(row)].filter(Boolean).join(' · ')}</span>
        )}
      </td>
      {width === 'wide' && (
        <>
          <td className={`i2 clip ${style.device}`} title={row.device}>
            {row.device}
          </td>
          <td className={`i2 clip ${style.client}`} title={clientOf(row)}>
            {clientOf(row) || <span className="i3">—</span>}
          </td>
        </>
      )}
      <td className={`i2 clip ${style.server}`} title={row.server ?? undefined}>
        {row.server ?? <span className="i3">—</span>}
      </td>
      <td className={lastKnown ? 'num i3' : 'num'}>
        <span className={lastKnown || row.foldersOut === 0 ? 'i3' : 'm'}>{count(row.foldersOut)}</span>
        <span className="i3"> of {count(row.folders)}</span>
      </td>
      <td className="num">
        <ItemsBehind behind={row.itemsBehind} onlyOffline={row.itemsOnlyOffline} muted={lastKnown} />
        {width === 'wide' && (
          <span className={style.mini} aria-hidden="true">
            {!lastKnown && row.itemsBehind !== null && row.itemsBehind > 0 && (
              <i
                style={{
                  width: `${behindPercent(row.itemsBehind, most)}%`,
                  background: row.status === 'catching-up' ? 'var(--st-catching-up)' : 'var(--control)',
                }}
              />
            )}
          </span>
        )}
      </td>
      <td className="num">
        <Ago at={row.lastSynchronizedAt} />
      </td>
      <td className={lastKnown ? 'num' : 'num i3'}>
        <Ago at={row.lastReportedAt} never="never" />
      </td>
    </tr>
  );
}

/** The same on a small page: two lines. */
export function ReplicaTwoLines({ row, current }: { row: ReplicaRow; current: boolean }) {
  return (
    <li>
      <Link
        to="/mailboxes/$id"
        params={{ id: row.id }}
        className={current ? `${style.two} ${style.on}` : style.two}
        data-current={current || undefined}
      >
        <span className="m clip">{personOf(row)}</span>
        <StatusWord status={row.status} />
        <span className="i3 small clip">{[row.device, row.server].filter(Boolean).join(' · ')}</span>
        <span className="small num i2">
          {row.itemsBehind === null || row.itemsBehind > 0 || row.itemsOnlyOffline > 0 ? (
            <>
              <ItemsBehind
                behind={row.itemsBehind}
                onlyOffline={row.itemsOnlyOffline}
                muted={row.status === 'silent'}
              />
              {(row.itemsBehind ?? 0) > 0 && ' behind'}
            </>
          ) : (
            <Ago at={row.since} />
          )}
        </span>
      </Link>
    </li>
  );
}

function clientOf(row: ReplicaRow): string {
  return [row.client.name, row.client.version].filter(Boolean).join(' ');
}
