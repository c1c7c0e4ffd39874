import type { ReplicaList } from '@lockstep/contracts';
import { StatusWord } from '../design/StatusWord.tsx';
import { count } from '../figures/numbers.ts';
import { dayAndTime } from '../figures/time.ts';

/** What is longer may break anywhere, lest the table be wider than the paper. */
const MOST_LETTERS = 32;

/** Where it does not fit in one line, the domain stands in the next. */
function Address({ of }: { of: string }) {
  const domain = of.lastIndexOf('@');
  if (domain < 1) return of;
  return (
    <>
      {of.slice(0, domain)}
      <wbr />
      {of.slice(domain)}
    </>
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
              <th scope="row" className="address">
                <Address of={item.mailbox} />
              </th>
              <td>
                {item.device}
                <br />
                <span className={(item.server ?? '').length > MOST_LETTERS ? undefined : 'nowrap'}>
                  {item.server ?? 'server unknown'}
                </span>
              </td>
              <td>
                <StatusWord status={item.status} />
              </td>
              <td className="tn nowrap">{time(item.since)}</td>
              <td className="num">
                {item.lastReportedAt === null ? 'unknown' : `${count(item.foldersOut)} of ${count(item.folders)}`}
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
