import type { ConsumerView, SystemView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count, many, share } from '../figures/numbers.ts';
import { duration } from '../figures/time.ts';
import { Ago } from '../figures/When.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { healthText, paceOf, paceText, sizeText } from './system-words.ts';
import { useSystem } from './useSystem.ts';
import { WatchdogCall } from './WatchdogCall.tsx';
import health from './Health.module.css';
import style from './Settings.module.css';

/** How Lockstep itself fares. Its ills are alerts as any other; here are the numbers behind them. */
export function SystemSection(props: SectionProps) {
  const system = useSystem();
  return (
    <>
      <Section title="System health" sub="of Lockstep itself, as it is now" read={system}>
        {(data) => (
          <>
            <p className={health.sentence}>{healthText(data)}</p>
            <Figures system={data} />
            <Consumers consumers={data.consumers} />
          </>
        )}
      </Section>
      <WatchdogCall {...props} />
    </>
  );
}

function Figures({ system: { version, startedAt, database, log, disk, deadLetters } }: { system: SystemView }) {
  return (
    <dl className={health.figures}>
      <One word="Events a second" under="over the last minute">
        {log && paceText(log.lastMinute)}
      </One>
      <One word="Events so far" under="every one is kept in the log">
        {log && count(log.position)}
      </One>
      <One
        word="Database"
        under={database && `PostgreSQL ${database.version}, ${database.embedded ? 'run by Lockstep' : 'run by others'}`}
      >
        {database && sizeText(database.bytes)}
      </One>
      {database?.embedded === false ? (
        <One word="Disk" under="looked after by who runs the database">
          not ours
        </One>
      ) : (
        <One
          word="Disk, free"
          under={disk && `${share(disk.freeBytes, disk.totalBytes)} of ${sizeText(disk.totalBytes)}`}
        >
          {disk && sizeText(disk.freeBytes)}
        </One>
      )}
      <One
        word="Messages given up"
        under={
          deadLetters ? (
            <Link to="/settings/$section" params={{ section: 'deliveries' }} search={{}} className="link">
              see why, and send them again
            </Link>
          ) : (
            'everything could be delivered'
          )
        }
      >
        {deadLetters === null ? null : count(deadLetters)}
      </One>
      <One
        word="Version"
        under={
          <>
            up for <Ago at={startedAt} />
          </>
        }
      >
        {version}
      </One>
    </dl>
  );
}

/** What could not be read is a dash that says so. */
function One({ word, under, children }: { word: string; under: ReactNode; children: string | null | undefined }) {
  return (
    <div>
      <dt className="i3 small">{word}</dt>
      <dd className={health.figure}>{children ?? <span className="i3">—</span>}</dd>
      <dd className="i3 small">{children == null ? 'could not be read' : under}</dd>
    </div>
  );
}

function Consumers({ consumers }: { consumers: readonly ConsumerView[] | null }) {
  if (consumers === null) return <p className={`${health.sentence} i2`}>The consumers could not be read.</p>;
  return (
    <div className={health.scroll} tabIndex={0} role="group" aria-label="Consumers of the log">
      <table className={health.table}>
        <caption className="visually-hidden">How far each consumer of the log is behind</caption>
        <thead>
          <tr>
            <th scope="col">Consumer</th>
            <th scope="col">Pace</th>
            <th scope="col" className="num">
              Behind
            </th>
            <th scope="col" className="num">
              Events waiting
            </th>
            <th scope="col" className="num">
              Put aside
            </th>
          </tr>
        </thead>
        <tbody>
          {consumers.map((consumer) => (
            <Row key={consumer.name} consumer={consumer} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ consumer }: { consumer: ConsumerView }) {
  const { name, behindMs, behindEvents, parked } = consumer;
  const pace = paceOf(consumer);
  return (
    <tr>
      <th scope="row">
        {name}
        <div className="i3 small">{MEANS[name]}</div>
      </th>
      <td className={pace === 'keeps up' ? undefined : style.bad}>{pace}</td>
      <td className={behindMs === 0 ? 'num i3' : 'num'}>{duration(behindMs)}</td>
      <td className={behindEvents === 0 ? 'num i3' : 'num'}>{count(behindEvents)}</td>
      <td className={parked === 0 ? 'num i3' : `num ${style.bad}`}>{parked === 0 ? '0' : many(parked, 'event')}</td>
    </tr>
  );
}

const MEANS: Readonly<Record<string, string>> = {
  replicas: 'what the fleet, the lists and the mailboxes show',
  alerts: 'what fires, and who is told',
};
