import type { ReplicaList } from '@lockstep/contracts';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import type { ChartTable } from '../figures/TableView.tsx';
import { dayAndTime } from '../figures/time.ts';

/** A chart's table on paper: whole, without a frame that scrolls. */
export function PaperTable({ table: { name, head, rows } }: { table: ChartTable }) {
  return (
    <table>
      <caption className="visually-hidden">{name}</caption>
      <thead>
        <tr>
          {head.map((word, index) => (
            <th key={word} scope="col" className={index === 0 ? undefined : 'num'}>
              {word}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={column} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={column} className={cell === 0 || cell === null ? 'num i3' : 'num'}>
                  {typeof cell === 'number' ? count(cell) : (cell ?? '—')}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ReportMailboxes({ list: { items, total }, at }: { list: ReplicaList; at: number }) {
  if (total === 0) return <p className="i2">No mailbox is out of step.</p>;
  const time = (iso: string | null) => (iso === null ? 'unknown' : dayAndTime(Date.parse(iso), at));
  return (
    <>
      <table>
        <caption className="visually-hidden">The worst mailboxes</caption>
        <thead>
          <tr>
            <th scope="col">Mailbox</th>
            <th scope="col">Device and server</th>
            <th scope="col">Status</th>
            <th scope="col">Since</th>
            <th scope="col" className="num">
              Folders out
            </th>
            <th scope="col" className="num">
              Behind
            </th>
            <th scope="col">Last sync</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">{item.mailbox}</th>
              <td>
                {item.device}
                <br />
                {item.server ?? 'server unknown'}
              </td>
              <td>
                <StatusWord status={item.status} />
              </td>
              <td className="tn nowrap">{time(item.since)}</td>
              <td className="num">
                {count(item.foldersOut)} of {count(item.folders)}
              </td>
              <td className="num">{item.itemsBehind === null ? 'unknown' : count(item.itemsBehind)}</td>
              <td className="tn nowrap">{time(item.lastSynchronizedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total > items.length && (
        <p className="i2">
          {count(items.length)} of {count(total)} mailboxes out of step; all of them are in the list of mailboxes.
        </p>
      )}
    </>
  );
}
