import type { FleetView } from '@lockstep/contracts';
import { Figure } from '../design/Figure.tsx';
import { OUT_OF_STEP, sumOf } from '../design/statuses.ts';
import { useTicking } from '../figures/clock.ts';
import { count } from '../figures/numbers.ts';
import { absolute, duration } from '../figures/time.ts';
import { Units } from '../figures/Units.tsx';
import { headline } from './headline.ts';
import style from './FleetPage.module.css';

/** What is so, in one sentence and three figures. */
export function FleetHeadline({ fleet }: { fleet: FleetView }) {
  const { title, sentence } = headline(fleet);
  const out = sumOf(fleet.statuses, OUT_OF_STEP);
  return (
    <section className={style.headline} aria-label="The fleet in a sentence">
      <div className="grow">
        <h1>{title}</h1>
        <p className="i2">{sentence}</p>
      </div>
      <div className={style.figures}>
        <Figure label="mailboxes">{count(fleet.total)}</Figure>
        <Figure label="out of step" tone={out === 0 ? 'var(--ink3)' : undefined}>
          {percent(out, fleet.total)}
          <small>%</small>
        </Figure>
        {fleet.lastReportAt && <LastReport at={fleet.lastReportAt} />}
      </div>
    </section>
  );
}

function LastReport({ at }: { at: string }) {
  const text = useTicking((now) => duration(now - Date.parse(at)));
  return (
    <Figure label="since the last report">
      <time dateTime={at} title={absolute(Date.parse(at))}>
        <Units text={text} />
      </time>
    </Figure>
  );
}

function percent(part: number, whole: number): string {
  const value = whole === 0 ? 0 : (part / whole) * 100;
  return value === 0 || value >= 10 ? String(Math.round(value)) : value.toFixed(1);
}
