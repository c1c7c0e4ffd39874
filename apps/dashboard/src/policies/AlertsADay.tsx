import type { PolicyBacktest } from '@lockstep/contracts';
import { useState } from 'react';
import { count } from '../figures/numbers.ts';
import { TableToggle, TableView } from '../figures/TableView.tsx';
import { dayTitle, weekdayAndDay } from '../figures/time.ts';
import { daysTable } from './backtest-rows.ts';
import style from './Backtest.module.css';

const TICKS = 5;
/** So few that each is named under its bars. */
const FEW = 8;

/** Two bars a day: how often alerts fired as it is, and as it would be. */
export function AlertsADay({ answer }: { answer: PolicyBacktest }) {
  const [asTable, setAsTable] = useState(false);
  const { days, proposed } = answer;
  const top = niceTop(Math.max(...days.map((day) => Math.max(day.asIs, day.proposed ?? 0))));
  const areFew = days.length <= FEW;
  const step = areFew ? 1 : Math.ceil(days.length / TICKS);
  return (
    <div className={style.chart}>
      <div className={`row between ${style.chartHead}`}>
        <h3 className="m">Alerts a day</h3>
        <span className="row g12">
          <span className={`row g12 i2 small ${style.keys}`}>
            <span className="row g6">
              <i className={style.asIs} /> as is
            </span>
            {proposed && (
              <span className="row g6">
                <i className={style.proposed} /> as proposed
              </span>
            )}
          </span>
          <TableToggle on={asTable} onChange={setAsTable} what="Alerts a day" />
        </span>
      </div>
      {asTable ? (
        <TableView table={daysTable(answer)} />
      ) : (
        <figure className={style.plot} aria-label={summary(answer)} role="img">
          <div className={style.grid} aria-hidden="true">
            {[1, 0.5].map((part) => (
              <span key={part} style={{ bottom: `${part * 100}%` }}>
                {Number.isInteger(top * part) && <b className="tn">{count(top * part)}</b>}
              </span>
            ))}
          </div>
          <div className={style.days} data-many={days.length > 45 || undefined} aria-hidden="true">
            {days.map((day) => (
              <span key={day.date} title={titleOf(day)}>
                <i className={style.asIs} style={{ height: `${(day.asIs / top) * 100}%` }} />
                {day.proposed !== null && (
                  <i className={style.proposed} style={{ height: `${(day.proposed / top) * 100}%` }} />
                )}
              </span>
            ))}
          </div>
          <div className={style.dates} data-few={areFew || undefined} aria-hidden="true">
            {days.map(({ date }, index) => (
              <span key={date}>
                {index % step === 0 && index <= days.length - step / 2 && (
                  <b>{areFew ? shortest(date) : short(date)}</b>
                )}
              </span>
            ))}
          </div>
        </figure>
      )}
    </div>
  );
}

type Day = PolicyBacktest['days'][number];
const noon = (date: string): number => Date.parse(`${date}T12:00:00`);
const short = (date: string): string =>
  dayTitle(noon(date), 0)
    .replace(/^\S+ /, '')
    .replace(/ \d{4}$/, '');

/** `Mon 23` */
const shortest = (date: string): string => weekdayAndDay(noon(date));

function titleOf({ date, asIs, proposed }: Day): string {
  const words = `${count(asIs)} as is${proposed === null ? '' : `, ${count(proposed)} as proposed`}`;
  return `${dayTitle(noon(date), noon(date) + 86_400_000 * 2)}: ${words}`;
}

function summary({ days, proposed }: PolicyBacktest): string {
  const most = (values: readonly number[]) => count(Math.max(0, ...values));
  const asIs = `at most ${most(days.map((day) => day.asIs))} as is`;
  return `Alerts a day over ${days.length} days: ${asIs}${proposed ? `, ${most(days.map((day) => day.proposed ?? 0))} as proposed` : ''}`;
}

/** Even, so that the line in the middle has a whole number. */
const niceTop = (most: number): number => {
  const steps = [2, 4, 6, 8, 10, 20, 40, 60, 80, 100, 200, 400, 600, 800, 1_000];
  return steps.find((one) => one >= most) ?? Math.ceil(most / 1_000) * 1_000;
};
