import type { IncidentView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { CopyButton } from '../design/CopyButton.tsx';
import { Figure } from '../design/Figure.tsx';
import { Steps } from '../diagnosis/Steps.tsx';
import { stepsAsText } from '../diagnosis/steps.ts';
import { useTicking } from '../figures/clock.ts';
import { count, many, NBSP } from '../figures/numbers.ts';
import { absolute, duration, hourMinute } from '../figures/time.ts';
import { Ago, Moment } from '../figures/When.tsx';
import { GrowthChart } from './GrowthChart.tsx';
import style from './Incident.module.css';

const FEW_STEPS = 3;

/** One cause of many troubles: what, whom, since when, how it grew, and what to do first. */
export function IncidentPanel({ incident, whole = false }: { incident: IncidentView; whole?: boolean }) {
  const closed = incident.closedAt !== null;
  return (
    <section
      className={`panel ${style.incident} ${closed ? style.closed : style[incident.severity]}`}
      aria-label={`Incident: ${incident.title}`}
    >
      <div>
        <div className="row wrap">
          <span className={`${style.severity} ${closed ? '' : style[incident.severity]}`}>
            {closed ? 'Over' : incident.severity === 'critical' ? 'Critical' : 'Warning'}
          </span>
          <span className="i2">
            {closed ? (
              <>
                ended <Moment at={incident.closedAt} />
              </>
            ) : (
              <>
                for <Ago at={incident.since} />
              </>
            )}
          </span>
        </div>
        <h2 className={style.title}>{incident.title}</h2>
        <p className="i2">{sentence(incident)}</p>
        <div className={style.figures}>
          <Figure label={closed ? 'users were affected' : 'users affected'}>
            {count(closed ? incident.most : incident.users)}
          </Figure>
          <Figure label={`of ${count(incident.total)} ${OF[incident.scope]} ${incident.name}`}>
            {percent(closed ? incident.most / Math.max(1, incident.total) : incident.share)}
            <small>%</small>
          </Figure>
          <Lasted incident={incident} />
        </div>
      </div>
      <div>
        <div className="row between">
          <span className="m">Affected mailboxes</span>
          <span className="i3">
            {hourMinute(Date.parse(incident.since))} – {closed ? hourMinute(Date.parse(incident.closedAt)) : 'now'}
          </span>
        </div>
        <GrowthChart incident={incident} />
      </div>
      <div className={style.fix}>
        {incident.firstFix ? (
          <>
            <div className="row between wrap">
              <span className="m">
                First fix to try <span className="i3">· {incident.cause}</span>
              </span>
            </div>
            <Steps steps={whole ? incident.firstFix.steps : incident.firstFix.steps.slice(0, FEW_STEPS)} />
          </>
        ) : (
          <p className="i2">No fix is known for this cause.</p>
        )}
        <span className="grow" />
        <div className="row wrap">
          {incident.firstFix && (
            <CopyButton
              text={stepsAsText(incident.firstFix.title, incident.firstFix.steps, null)}
              label="Copy the steps"
            />
          )}
          {!closed && (
            <Link to="/mailboxes" search={{ incident: incident.id }} className="btn">
              {many(incident.replicas, 'mailbox', 'mailboxes')}
            </Link>
          )}
          <span className="grow" />
          {!whole && (
            <Link to="/incidents/$id" params={{ id: incident.id }} className="link m">
              Open the incident
            </Link>
          )}
        </div>
      </div>
    </section>
  );
}

const OF = { server: 'on', site: 'at', client: 'with' } as const;

function sentence({ replicas, total, scope, name, since, closedAt, most }: IncidentView): string {
  const where = `${OF[scope]} ${name}`;
  const from = hourMinute(Date.parse(since));
  return closedAt === null
    ? `${many(replicas, 'mailbox', 'mailboxes')} of ${count(total)} ${where} turned together from ${from} on. One cause is likelier than ${count(replicas)}.`
    : `At most ${many(most, 'mailbox', 'mailboxes')} of ${count(total)} ${where} were affected at once.`;
}

function Lasted({ incident }: { incident: IncidentView }) {
  const since = Date.parse(incident.since);
  const text = useTicking((now) =>
    duration((incident.closedAt === null ? now : Date.parse(incident.closedAt)) - since),
  );
  const [value, unit] = text.split(NBSP);
  return (
    <Figure label={incident.closedAt === null ? `since ${hourMinute(since)}` : 'it lasted'}>
      <time dateTime={incident.since} title={absolute(since)}>
        {value}
        <small>{unit}</small>
      </time>
    </Figure>
  );
}

const percent = (share: number) => String(Math.round(share * 100));
