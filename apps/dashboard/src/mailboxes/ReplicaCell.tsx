import type { ReplicaRow } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import type { Width } from '../app/useWidth.ts';
import { ItemsBehind } from '../design/ItemsBehind.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import { Ago } from '../figures/When.tsx';
import { ruleWord } from './filter-words.ts';
import { behindPercent } from './grouped.ts';
import { personOf } from './person.ts';
import { ReplicaMarks } from './ReplicaMarks.tsx';
import type { AlertMark } from './useAlertMarks.ts';
import style from './ReplicaTable.module.css';

interface CellProps {
  readonly row: ReplicaRow;
  readonly width: Width;
  /** The most items behind of all rows that are read: the length of the small bars. */
  readonly most: number;
  readonly policyName: (id: string) => string;
  readonly marks: readonly AlertMark[] | undefined;
}

/** What stands in a column, by the column's id. */
export function ReplicaCell({ column, ...props }: CellProps & { readonly column: string }) {
  const { row, width, most, policyName, marks } = props;
  const lastKnown = row.status === 'silent';
  switch (column) {
    case 'status':
      return (
        <td>
          <span className={style.status}>
            <StatusWord status={row.status} />
            <ReplicaMarks row={row} marks={marks} />
          </span>
        </td>
      );
    case 'since':
      return (
        <td className="i2">
          <Ago at={row.since} />
        </td>
      );
    case 'user':
      return <User row={row} width={width} />;
    case 'device':
      return <Text text={row.device} className={style.device} />;
    case 'client':
      return <Text text={clientOf(row)} className={style.client} />;
    case 'server':
      return <Text text={row.server} className={style.server} />;
    case 'site':
      return <Text text={row.labels.site} className={style.client} />;
    case 'labels':
      return <Text text={labelsText(row)} className={style.client} />;
    case 'policy':
      return <Text text={policyName(row.policy.id)} className={style.client} />;
    case 'rules':
      return <Text text={rulesText(row)} className={style.client} />;
    case 'foldersOut':
      // Who never reported may have any number of them.
      if (row.lastReportedAt === null) return <td className="num i3">—</td>;
      return (
        <td className={lastKnown ? 'num i3' : 'num'}>
          <span className={lastKnown || row.foldersOut === 0 ? 'i3' : 'm'}>{count(row.foldersOut)}</span>
          <span className="i3"> of {count(row.folders)}</span>
        </td>
      );
    case 'itemsBehind':
      return <Behind row={row} bar={width === 'wide'} most={most} />;
    case 'lastSynchronizedAt':
      return (
        <td className="num">
          <Ago at={row.lastSynchronizedAt} />
        </td>
      );
    case 'lastReportedAt':
      return (
        <td className={lastKnown ? 'num' : 'num i3'}>
          <Ago at={row.lastReportedAt} never="never" />
        </td>
      );
    default:
      return <td />;
  }
}

function User({ row, width }: { row: ReplicaRow; width: Width }) {
  return (
    <td className={style.user}>
      <div className={style.person}>
        <Link
          to="/mailboxes/$id"
          params={{ id: row.id }}
          className={`m clip ${style.open}`}
          title={row.labels.name ? `${row.labels.name}, ${row.mailbox}` : row.mailbox}
        >
          {personOf(row)}
        </Link>
        {row.labels.name && width === 'wide' && (
          <span className="i3 small clip" title={row.mailbox}>
            {row.mailbox}
          </span>
        )}
      </div>
      {width === 'middle' && (
        <span className="i3 small clip">{[row.device, clientOf(row)].filter(Boolean).join(' · ')}</span>
      )}
    </td>
  );
}

function Behind({ row, bar, most }: { row: ReplicaRow; bar: boolean; most: number }) {
  const lastKnown = row.status === 'silent';
  return (
    <td className="num">
      <ItemsBehind behind={row.itemsBehind} onlyOffline={row.itemsOnlyOffline} muted={lastKnown} />
      {bar && (
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
  );
}

function Text({ text, className }: { text: string | null | undefined; className: string | undefined }) {
  return (
    <td className={`i2 clip ${className ?? ''}`} title={text ?? undefined}>
      {text || <span className="i3">—</span>}
    </td>
  );
}

const clientOf = (row: ReplicaRow): string => [row.client.name, row.client.version].filter(Boolean).join(' ');

function labelsText({ labels }: ReplicaRow): string {
  return Object.entries(labels)
    .filter(([name]) => name !== 'name')
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
}

/** A rule is left out where it stands with its kind as well. */
function rulesText({ rules }: ReplicaRow): string {
  return rules
    .filter((rule) => !rules.some((other) => other.startsWith(`${rule}:`)))
    .map(ruleWord)
    .join(', ');
}
