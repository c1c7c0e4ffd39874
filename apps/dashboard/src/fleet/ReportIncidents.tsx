import type { AlertDetail, IncidentView } from '@lockstep/contracts';
import { count, many, share } from '../figures/numbers.ts';
import { absolute, duration } from '../figures/time.ts';
import { where, worstFirst } from '../incidents/incident-text.ts';
import { takenText } from './report-taken.ts';
import style from './Report.module.css';

/** Each open incident with its cause, whom it hits, since when, who has taken it and was told, and the first fix whole. */
export function ReportIncidents({
  incidents,
  alerts,
  at,
}: {
  incidents: readonly IncidentView[];
  /** Those that tell of them, as far as they could be read. */
  alerts: readonly AlertDetail[];
  at: number;
}) {
  return (
    <section aria-labelledby="report-incidents">
      <h2 id="report-incidents">Open incidents</h2>
      {incidents.length === 0 && <p className="i2">None.</p>}
      {worstFirst(incidents).map((incident) => (
        <div key={incident.id} className={style.incident}>
          <h3>{incident.title}</h3>
          <p>
            {incident.severity === 'critical' ? 'Critical' : 'Warning'}. {many(incident.users, 'user')} in{' '}
            {many(incident.replicas, 'mailbox', 'mailboxes')} of {count(incident.total)} {where(incident)} (
            {share(incident.replicas, incident.total)}), at most {count(incident.most)} at once. Since{' '}
            {absolute(Date.parse(incident.since))}, for {duration(at - Date.parse(incident.since))}. Cause{' '}
            {incident.cause}.
          </p>
          <p>{takenText(incident, alerts.find(({ id }) => id === incident.alert) ?? null, at)}</p>
          {incident.firstFix ? (
            <ol>
              {incident.firstFix.steps.map((step) => (
                <li key={step}>{withCommands(step)}</li>
              ))}
            </ol>
          ) : (
            <p className="i2">No fix is known for this cause.</p>
          )}
        </div>
      ))}
    </section>
  );
}

/** Between backticks stands what is typed. */
const withCommands = (step: string) =>
  step.split('`').map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
