import type { DeliveryView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Fragment, useState } from 'react';
import { Empty } from '../design/Answers.tsx';
import { SaveCsv } from '../design/SaveCsv.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { many } from '../figures/numbers.ts';
import { Ago, Moment } from '../figures/When.tsx';
import { readWhole } from '../server/read-whole.ts';
import { DismissForm } from './DismissForm.tsx';
import { deliveriesCsv } from './deliveries-csv.ts';
import { Section, type SectionProps } from './Section.tsx';
import { useDeliveries, useRetry } from './useSettings.ts';
import style from './Settings.module.css';

type Shown = DeliveryView['state'] | 'all';

const EMPTY: Readonly<Record<Shown, string>> = {
  dead: 'No message was given up.',
  waiting: 'No message waits.',
  sent: 'No message was delivered yet.',
  dropped: 'No message was dropped.',
  dismissed: 'No message was dismissed.',
  all: 'No message was made yet.',
};

/** What was said to whom, what waits, and what could not be said. */
export function DeliveriesSection({ readOnly }: SectionProps) {
  const [shown, setShown] = useState<Shown>('dead');
  const deliveries = useDeliveries(shown === 'all' ? undefined : shown);
  return (
    <Section
      title="Deliveries"
      sub="each message to each channel, and what became of it"
      read={deliveries}
      controls={
        <SaveCsv
          what="All messages that are chosen here, also those not read yet"
          file={`deliveries-${shown}`}
          csv={async () =>
            deliveriesCsv(await readWhole<DeliveryView>('/deliveries', { state: shown === 'all' ? undefined : shown }))
          }
          none={!deliveries.data?.pages[0]?.items.length}
        />
      }
    >
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        return (
          <>
            <div className={style.filters}>
              <Segmented
                label="Which messages"
                value={shown}
                options={[
                  ['dead', 'Given up'],
                  ['waiting', 'Waiting'],
                  ['sent', 'Sent'],
                  ['dismissed', 'Dismissed'],
                  ['all', 'All'],
                ]}
                onChange={setShown}
              />
            </div>
            {items.length === 0 && (
              <Empty title={EMPTY[shown]}>
                {shown === 'dead' &&
                  'One that a channel refuses for good, or cannot take for long, stands here until it is sent again or dismissed.'}
              </Empty>
            )}
            <ul>
              {items.map((delivery) => (
                <Delivery key={delivery.id} delivery={delivery} readOnly={readOnly} />
              ))}
            </ul>
            {deliveries.hasNextPage && (
              <div className={style.item}>
                <button type="button" className="btn" onClick={() => void deliveries.fetchNextPage()}>
                  Earlier ones
                </button>
              </div>
            )}
          </>
        );
      }}
    </Section>
  );
}

const STATES: Readonly<Record<DeliveryView['state'], string>> = {
  waiting: 'waits',
  sent: 'delivered',
  dead: 'given up',
  dropped: 'dropped',
  dismissed: 'given up',
};

function Delivery({ delivery, readOnly }: { delivery: DeliveryView; readOnly: boolean }) {
  const retry = useRetry(delivery.id);
  const [dismissing, setDismissing] = useState(false);
  const { title, kind, channelName, state, attempts, madeAt, nextAt, endedAt, answer, alerts, dismissed } = delivery;
  return (
    <li className={style.item}>
      <div>
        <div className={style.name}>
          <h3 className="b">{title}</h3>
          <span className="tag">{kind}</span>
        </div>
        <div className={`${style.health} ${style.facts}`}>
          <span className={state === 'dead' ? style.bad : state === 'sent' ? style.good : undefined}>
            {STATES[state]}
            {endedAt !== null && (
              <>
                {' '}
                <Ago at={endedAt} suffix=" ago" />
              </>
            )}
          </span>
          <span>to {channelName}</span>
          <span>
            made <Moment at={madeAt} />, {many(attempts, 'attempt')}
            {state === 'waiting' && nextAt !== null && (
              <>
                , next <Moment at={nextAt} />
              </>
            )}
          </span>
          <span>
            {alerts.slice(0, 3).map((id, index) => (
              <Fragment key={id}>
                {index > 0 && ' '}
                <Link to="/alerts/$id" params={{ id }} search={{}} className="link">
                  #{id}
                </Link>
              </Fragment>
            ))}
            {alerts.length > 3 && ` and ${alerts.length - 3} more`}
          </span>
        </div>
        {answer !== null && <div className="mono i2">{answer}</div>}
        {dismissed !== null && (
          <p className="i2">
            {dismissed.by} dismissed it <Ago at={dismissed.at} suffix=" ago" />: {dismissed.reason}
          </p>
        )}
        {retry.isError && (
          <p role="alert" className={style.error}>
            {retry.error.message}
          </p>
        )}
      </div>
      {!readOnly && !dismissing && (state === 'dead' || state === 'dropped' || state === 'dismissed') && (
        <div className={style.tools}>
          {state === 'dead' && (
            <button type="button" className="btn sm ghost" onClick={() => setDismissing(true)}>
              Dismiss…
            </button>
          )}
          <button type="button" className="btn sm" disabled={retry.isPending} onClick={() => retry.mutate()}>
            Retry
          </button>
        </div>
      )}
      {dismissing && state === 'dead' && <DismissForm id={delivery.id} onDone={() => setDismissing(false)} />}
    </li>
  );
}
