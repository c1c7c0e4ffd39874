import { BACKTEST_DAYS, type BacktestDays, type PolicyBacktest, type PolicyInput } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty, Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useNow } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { dayAndTime, MINUTE } from '../figures/time.ts';
import { AlertsADay } from './AlertsADay.tsx';
import { figureRows, footText, missedText, missedTitle, shortfall } from './backtest-rows.ts';
import { RequestError } from '../server/request.ts';
import { refusedText } from './places.ts';
import { useBacktest } from './useBacktest.ts';
import style from './Backtest.module.css';

const RANGES = BACKTEST_DAYS.map((days) => [String(days), `${days} d`] as const);

/** What the policy tells of what really happened, as it is and as proposed, and what the change would miss. */
export function Backtest({
  id,
  version,
  input,
  settled,
}: {
  /** Null: of a new policy. */
  id: string | null;
  version: number | null;
  /** What stands in the form; null: it cannot be judged by. */
  input: PolicyInput | null;
  settled: boolean;
}) {
  const [days, setDays] = useState<BacktestDays>(30);
  const { answer, error, isRunning, isOld, waits, running, run } = useBacktest(id, version, input, days, settled);
  return (
    <Panel
      title="Back-test"
      sub="on what really happened"
      className={isOld && answer ? style.old : ''}
      controls={
        <Segmented
          label="Over the last"
          value={String(days)}
          options={RANGES}
          onChange={(said) => setDays(Number(said) as BacktestDays)}
        />
      }
    >
      <div className={style.said} role="status">
        {isRunning ? (
          <Running running={running} />
        ) : waits ? (
          <span className="row between wrap">
            <span className="i2 small">
              {answer ? 'These figures are of another state of the form. It takes a while.' : 'It takes a while.'}
            </span>
            <button type="button" className="btn sm" onClick={run}>
              Replay now
            </button>
          </span>
        ) : answer && isOld ? (
          <span className="i2 small">These figures are of another state of the form.</span>
        ) : answer && !error ? (
          <Shortfall answer={answer} />
        ) : null}
      </div>
      {error && isRefusal(error) ? (
        <Empty title="What stands in the form cannot be judged by.">{refusedText(error)}</Empty>
      ) : error ? (
        <Failed what="The past could not be replayed." error={error} onRetry={run} />
      ) : answer ? (
        <Answer answer={answer} version={version} />
      ) : input === null ? (
        <Empty title="What stands in the form cannot be judged by yet.">
          Say for whom it is, and each threshold so that it can be read.
        </Empty>
      ) : waits ? null : (
        <Skeleton lines={8} />
      )}
    </Panel>
  );
}

/** Of the form, and not of what happened: the same would be refused again. */
const isRefusal = (error: Error): error is RequestError => error instanceof RequestError && error.field !== undefined;

function Shortfall({ answer }: { answer: PolicyBacktest }) {
  const now = useNow(MINUTE);
  const short = shortfall(answer, now);
  return short === null || answer.facts === 0 ? null : <span className="i2 small">{short}</span>;
}

/** What ticks is not read out. */
function Running({ running }: { running: ReturnType<typeof useBacktest>['running'] }) {
  if (running === null || running.of === 0) return <span className="i2 small">Replaying…</span>;
  const percent = Math.floor((running.replayed / running.of) * 100);
  return (
    <span className={style.running}>
      <span className="visually-hidden">Replaying…</span>
      <span className="i2 small tn" aria-hidden="true">
        Replaying… {count(running.facts)} facts, {count(running.replayed)} of {count(running.of)} mailboxes
      </span>
      <span className={style.bar} aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}

function Answer({ answer, version }: { answer: PolicyBacktest; version: number | null }) {
  const now = useNow(MINUTE);
  if (answer.concerned === 0)
    return <Empty title="No mailbox is concerned.">The policy is for nobody that there is today.</Empty>;
  if (answer.facts === 0)
    return <Empty title="Nothing has happened yet.">No report of these mailboxes is in the log.</Empty>;
  return (
    <>
      <Figures answer={answer} version={version} />
      <AlertsADay answer={answer} />
      {answer.missed.length > 0 && <Missed answer={answer} now={now} />}
      <p className={`i3 small ${style.foot}`}>{footText(answer)}</p>
      <p className={`i3 small ${style.foot}`}>
        A real problem: alerts of one mailbox of which one lasted 24 h (silence does not count), somebody took one, or a
        fix was confirmed. Messages go by the channels and routes of now.
      </p>
    </>
  );
}

function Figures({ answer, version }: { answer: PolicyBacktest; version: number | null }) {
  const { proposed } = answer;
  return (
    <table className={style.figures}>
      <caption className="visually-hidden">What it tells of the past, as it is and as proposed</caption>
      <thead>
        <tr>
          <td />
          <th scope="col" className="num">
            As is{version !== null && `, v${version}`}
          </th>
          {proposed && (
            <>
              <th scope="col" className="num">
                Proposed{version !== null && `, v${version + 1}`}
              </th>
              <th scope="col" className="num">
                Change
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {figureRows(answer).map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td className={proposed ? 'num i3' : 'num'}>{row.asIs}</td>
            {proposed && (
              <>
                <td className="num">{row.proposed}</td>
                <td className={`num ${style.change} ${row.isWorse ? style.worse : row.isZero ? 'i3' : 'i2'}`}>
                  {row.change}
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Missed({ answer, now }: { answer: PolicyBacktest; now: number }) {
  const { missed, later, untold } = answer;
  const more = later + untold - missed.length;
  return (
    <section className={style.missed} aria-label="What the change would miss">
      <h3 className="row g6">
        <Icon name="shield" /> {missedTitle(answer)}
      </h3>
      <ul>
        {missed.map((one) => (
          <li key={`${one.replica} ${one.since}`}>
            <Link to="/mailboxes/$id" params={{ id: one.replica }} className="link m">
              {one.mailbox}, {dayAndTime(Date.parse(one.since), now)}
            </Link>{' '}
            <span className="i2">· {missedText(one)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="i2 small">And {count(more)} more.</p>}
    </section>
  );
}
