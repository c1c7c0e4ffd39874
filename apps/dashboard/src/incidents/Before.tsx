import type { IncidentBefore } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Panel } from '../design/Panel.tsx';
import { useNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { absolute, dayAndTime, duration, MINUTE } from '../figures/time.ts';
import style from './Incident.module.css';

/** The same cause earlier: when, how long, how many, and what people wrote of it last. */
export function Before({ incidents }: { incidents: readonly IncidentBefore[] }) {
  const now = useNow(MINUTE);
  return (
    <Panel title="Before" sub={incidents.length > 0 && 'the same cause earlier'}>
      {incidents.length === 0 ? (
        <p className="i2">Nothing like this has happened here before, as far as the log goes.</p>
      ) : (
        <ul className={style.before}>
          {incidents.map(({ id, title, since, closedAt, most, total, said }) => (
            <li key={id}>
              <div className="row wrap between">
                <Link to="/incidents/$id" params={{ id }} className="link m">
                  <time dateTime={since} title={absolute(Date.parse(since))}>
                    {dayAndTime(Date.parse(since), now)}
                  </time>
                  <span className="visually-hidden"> {title}</span>
                </Link>
                <span className="i2">
                  {duration(Date.parse(closedAt) - Date.parse(since))}, {many(most, 'mailbox', 'mailboxes')} of{' '}
                  {count(total)} at most
                </span>
              </div>
              <div className="i2 small">
                {said ? `“${said.text}” · ${said.by}` : 'It ended, and nobody wrote what helped.'}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
