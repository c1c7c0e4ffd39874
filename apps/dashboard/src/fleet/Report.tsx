import type { AlertDetail, FleetAgesView, FleetGroupsView, FleetView, ReplicaList } from '@lockstep/contracts';
import { StatusBar } from '../design/StatusBar.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { OUT_OF_STEP, STATUSES, sumOf } from '../design/statuses.ts';
import { count, many, share } from '../figures/numbers.ts';
import { absolute, duration } from '../figures/time.ts';
import { byShare } from './by-share.ts';
import { worstFirst } from '../incidents/incident-text.ts';
import { headline } from './headline.ts';
import { ReportIncidents } from './ReportIncidents.tsx';
import { ChartRows } from '../figures/TableView.tsx';
import { ReportMailboxes } from './ReportTables.tsx';
import { agesTable, groupsTable } from './tables.ts';
import style from './Report.module.css';

/** One moment of the fleet, whole: nothing on it moves, and each time is written out, for paper has no tooltip. */
export function Report({
  fleet,
  alerts,
  servers,
  ages,
  worst,
  at,
  isPast,
}: {
  fleet: FleetView;
  /** Of its open incidents, as far as they could be read. */
  alerts: readonly AlertDetail[];
  /** Null: could not be read. */
  servers: FleetGroupsView['groups'] | null;
  ages: FleetAgesView | null;
  worst: ReplicaList | null;
  at: number;
  isPast: boolean;
}) {
  const { title, sentence } = headline(fleet);
  // What many suffer from comes before how many differ.
  const [first, ...others] = worstFirst(fleet.incidents);
  const incidents = <ReportIncidents incidents={fleet.incidents} alerts={alerts} at={at} />;
  const out = sumOf(fleet.statuses, OUT_OF_STEP);
  const reported = fleet.lastReportAt === null ? null : Date.parse(fleet.lastReportAt);
  return (
    <>
      <div className={style.head}>
        <div className="row between">
          <b>Lockstep · Fleet report</b>
          <span>
            {isPast && 'As of '}
            {absolute(at)}
          </span>
        </div>
        <h1>{first ? `${first.title}.` : title}</h1>
        {first && (
          <p>
            {many(first.users, 'user')} since {absolute(Date.parse(first.since))}
            {others.length > 0 && `, and ${many(others.length, 'other open incident')}`}.
          </p>
        )}
        <p>{first ? `${title} ${sentence}` : sentence}</p>
        <p className="i2">
          {many(fleet.total, 'mailbox', 'mailboxes')}, {count(out)} out of step ({share(out, fleet.total)}).{' '}
          {reported === null
            ? 'When the last report came is not known.'
            : `Last report ${absolute(reported)}, ${duration(at - reported)} before.`}
        </p>
      </div>

      {first && incidents}
      <section aria-labelledby="report-statuses" className={style.whole}>
        <h2 id="report-statuses">Mailboxes by status</h2>
        <StatusBar statuses={fleet.statuses} className={`bar ${style.bar}`} />
        <ul className={style.counters}>
          {STATUSES.map((status) => (
            <li key={status}>
              <StatusWord status={status} />
              <b className="tn">{count(fleet.statuses[status])}</b>
              <span className="i3">{share(fleet.statuses[status], fleet.total)}</span>
            </li>
          ))}
        </ul>
        <p className="i2">
          Of the silent, {count(fleet.silence.late)} are late, {count(fleet.silence.missing)} missing,{' '}
          {count(fleet.silence.neverReported)} never reported.
        </p>
      </section>

      {!first && incidents}
      <section aria-labelledby="report-servers" className={whole(servers?.length)}>
        <h2 id="report-servers">Servers, the worst share first</h2>
        {servers ? <ChartRows table={groupsTable(byShare(servers), 'server')} /> : <Unread />}
      </section>
      <section aria-labelledby="report-ages" className={style.whole}>
        <h2 id="report-ages">Age of the last sync</h2>
        {ages ? (
          <>
            <ChartRows table={agesTable(ages)} />
            <p className="i2">
              By the policy {ages.policy.name}, version {ages.policy.version}: stale after{' '}
              {duration(ages.policy.staleAfterMs)}, critical after {duration(ages.policy.criticalAfterMs)}.
              {ages.sample && ` Of ${count(ages.sample.looked)} of ${count(ages.sample.of)} mailboxes, by chance.`}
            </p>
          </>
        ) : (
          <Unread />
        )}
      </section>
      <section aria-labelledby="report-worst" className={whole(worst?.items.length)}>
        <h2 id="report-worst">The worst mailboxes</h2>
        {worst ? <ReportMailboxes list={worst} at={at} /> : <Unread />}
      </section>
    </>
  );
}

/** With so many lines a table fits a page for sure; one that does not would leave half a page empty, and break all the same. */
const FITS_A_PAGE = 24;
const whole = (lines = 0): string | undefined => (lines <= FITS_A_PAGE ? style.whole : undefined);

const Unread = () => <p className="i2">This could not be read when the report was made.</p>;
