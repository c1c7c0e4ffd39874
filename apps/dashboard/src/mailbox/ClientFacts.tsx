import type { ReplicaView } from '@lockstep/contracts';
import type { ReactNode } from 'react';
import { Panel } from '../design/Panel.tsx';
import { count } from '../figures/numbers.ts';
import { duration } from '../figures/time.ts';
import { Ago, Moment } from '../figures/When.tsx';
import style from './MailboxPage.module.css';

/** What the agent says of the client. What it did not say is not listed. */
export function ClientFacts({ replica }: { replica: ReplicaView }) {
  const { facts, profile, lastAttempt } = replica;
  const rows: (readonly [string, ReactNode])[] = [
    ['Client', [facts.name, facts.version].filter(Boolean).join(' ')],
    ['Store', facts.store],
    [
      'Path',
      facts.storePath && (
        <div className="clip" title={facts.storePath}>
          {facts.storePath}
        </div>
      ),
    ],
    ['Store id', facts.storeId && <span className="mono">{facts.storeId}</span>],
    ['Paired with', facts.server],
    ['Exchange service in profile', yesNo(profile.exchangeService)],
    ['New mail goes to', profile.deliverTo],
    ['Offline access', onOff(profile.offlineAccess)],
    ['Synchronize upon exiting', onOff(profile.syncOnExit)],
    ['Logged on', yesNo(profile.loggedOn)],
    ['Last exit', profile.lastExitAt && <Moment at={profile.lastExitAt} />],
    [
      'Last attempt',
      lastAttempt && (
        <>
          {lastAttempt.outcome}, <Ago at={lastAttempt.endedAt ?? lastAttempt.startedAt} suffix=" ago" />
          {lastAttempt.error && <div className="i2">{lastAttempt.error}</div>}
        </>
      ),
    ],
    ['Reports', replica.intervalSeconds !== null && `every ${duration(replica.intervalSeconds * 1_000)}`],
    ['Reports that never came', replica.missedReports > 0 && count(replica.missedReports)],
    ['Enrolled', <Moment key="at" at={replica.enrolledAt} />],
    // The name heads the page already.
    ...Object.entries(replica.labels)
      .filter(([name]) => name !== 'name')
      .map(([name, value]) => [name[0]!.toUpperCase() + name.slice(1), value] as const),
  ];
  return (
    <Panel
      title="Client"
      sub={
        replica.lastReportedAt ? (
          <>
            as reported <Ago at={replica.lastReportedAt} suffix=" ago" />
          </>
        ) : (
          'has not reported yet'
        )
      }
      className={style.client}
    >
      <dl className="dl">
        {rows.map(([word, value]) =>
          value === undefined || value === null || value === '' || value === false ? null : (
            <div key={word} className={style.fact}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </Panel>
  );
}

const yesNo = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'yes' : 'no');
const onOff = (value: boolean | undefined) => (value === undefined ? undefined : value ? 'on' : 'off');
