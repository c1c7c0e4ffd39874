import type { FleetFigures, FleetView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Figure } from '../design/Figure.tsx';
import { OUT_OF_STEP, sumOf } from '../design/statuses.ts';
import { useTicking } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { absolute, duration } from '../figures/time.ts';
import { Units } from '../figures/Units.tsx';
import { Ago } from '../figures/When.tsx';
import { shortHost } from '../incidents/incident-text.ts';
import { headline } from './headline.ts';
import { useFleetFigures } from './useFleetChange.ts';
import style from './FleetPage.module.css';

const mailboxWord = (mailboxes: number): string => (mailboxes === 1 ? 'mailbox' : 'mailboxes');

/** What is so, in one sentence, with the last report and four figures. */
export function FleetHeadline({ fleet, at }: { fleet: FleetView; at: string | undefined }) {
  const { title, sentence } = headline(fleet);
  const figures = useFleetFigures(at === undefined).data;
  return (
    <section className={style.headline} aria-label="The fleet in a sentence">
      <div className="grow">
        <h1>{title}</h1>
        <p className="i2">{fleet.total === 0 ? sentence : `No incident. ${sentence}`}</p>
        {fleet.lastReportAt !== null && (
          <p className={`i2 ${style.last}`}>
            Last report <Ago at={fleet.lastReportAt} suffix=" ago" />
            {figures?.lastReport && <From last={figures.lastReport} />}.
          </p>
        )}
      </div>
      {fleet.total > 0 && (
        <div className={style.figures}>{figures ? <Figures figures={figures} /> : <OutOfStep fleet={fleet} />}</div>
      )}
    </section>
  );
}

function From({ last: { replica, mailbox, server } }: { last: NonNullable<FleetFigures['lastReport']> }) {
  return (
    <>
      , from{' '}
      <Link to="/mailboxes/$id" params={{ id: replica }} className="link">
        {mailbox}
      </Link>
      {server !== null && <span title={server}> on {shortHost(server)}</span>}
    </>
  );
}

function Figures({
  figures: { mailboxes, replicas, folders, itemsBehind, itemsBehindUnknown, lastIncidentEndedAt },
}: {
  figures: FleetFigures;
}) {
  return (
    <>
      <Figure label={`${mailboxWord(mailboxes)}${replicas === mailboxes ? '' : `, ${many(replicas, 'replica')}`}`}>
        {count(mailboxes)}
      </Figure>
      <Figure label={folders === 1 ? 'folder' : 'folders'}>{count(folders)}</Figure>
      {itemsBehind !== null && (
        <Figure
          label={itemsBehindUnknown === 0 ? 'items behind' : `items behind, of ${count(itemsBehindUnknown)} not known`}
          tone={itemsBehind === 0 ? 'var(--ink3)' : undefined}
        >
          {count(itemsBehind)}
        </Figure>
      )}
      {lastIncidentEndedAt === null ? (
        <Figure label="incidents so far" tone="var(--ink3)">
          0
        </Figure>
      ) : (
        <SinceIncident at={lastIncidentEndedAt} />
      )}
    </>
  );
}

/** Of a past moment neither folders nor items were counted. */
function OutOfStep({ fleet }: { fleet: FleetView }) {
  const out = sumOf(fleet.statuses, OUT_OF_STEP);
  return (
    <>
      <Figure label={mailboxWord(fleet.total)}>{count(fleet.total)}</Figure>
      <Figure label="out of step" tone={out === 0 ? 'var(--ink3)' : undefined}>
        {percent(out, fleet.total)}
        <small>%</small>
      </Figure>
    </>
  );
}

function SinceIncident({ at }: { at: string }) {
  const text = useTicking((now) => duration(now - Date.parse(at)));
  return (
    <Figure label="since the last incident">
      <time dateTime={at} title={`It ended ${absolute(Date.parse(at))}`}>
        <Units text={text} />
      </time>
    </Figure>
  );
}

function percent(part: number, whole: number): string {
  const value = whole === 0 ? 0 : (part / whole) * 100;
  return value === 0 || value >= 10 ? String(Math.round(value)) : value.toFixed(1);
}
