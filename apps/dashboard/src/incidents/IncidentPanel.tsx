import type { IncidentView } from '@lockstep/contracts';
import { Suspense, useState } from 'react';
import { Link } from '@tanstack/react-router';
import { lazyPart } from '../app/lazy-part.tsx';
import { useAt } from '../app/useAt.ts';
import { CopyButton } from '../design/CopyButton.tsx';
import { Figure } from '../design/Figure.tsx';
import { faresInShort, faresText } from '../diagnosis/fares.ts';
import { Steps } from '../diagnosis/Steps.tsx';
import { stepsAsText } from '../diagnosis/steps.ts';
import { useFixArticles } from '../diagnosis/useDiagnoses.ts';
import { useNow, useTicking } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { TableToggle, TableView } from '../figures/TableView.tsx';
import { absolute, duration, MINUTE, shortly } from '../figures/time.ts';
import { Units } from '../figures/Units.tsx';
import { IncidentActs } from './IncidentActs.tsx';
import { IncidentState } from './IncidentState.tsx';
import { growthTable } from './growth.ts';
import { sentenceOf, whereInShort } from './incident-text.ts';
import { WhoWasTold } from './WhoWasTold.tsx';
import style from './Incident.module.css';

const GrowthChart = lazyPart(() => import('./GrowthChart.tsx').then((file) => file.GrowthChart));

const FEW_STEPS = 3;

/** One cause of many troubles: what, whom, since when, how it grew, and what to do first. */
export function IncidentPanel({ incident }: { incident: IncidentView }) {
  return (
    <IncidentHead incident={incident}>
      <div className={style.fix}>
        <div className="row wrap between">
          <span className="m">
            First fix to try <span className="i3">· {incident.cause}</span>
          </span>
          <span className={`row ${style.beside}`}>
            <HowItFares incident={incident} />
            <CopySteps incident={incident} short />
          </span>
        </div>
        {incident.firstFix ? (
          <Steps steps={incident.firstFix.steps.slice(0, FEW_STEPS)} />
        ) : (
          <p className="i2">No fix is known for this cause.</p>
        )}
        <span className="grow" />
        <div className={`row wrap ${style.firstActs}`}>
          <IncidentActs incident={incident} />
          <Link to="/incidents/$id" params={{ id: incident.id }} className={`link m ${style.whole}`}>
            Open the incident
          </Link>
        </div>
      </div>
    </IncidentHead>
  );
}

/** What, whom, since when, and how it grew; beside it what the page has room for. */
export function IncidentHead({ incident, children }: { incident: IncidentView; children?: React.ReactNode }) {
  const closed = incident.closedAt !== null;
  const { users, most, total, share, replicas } = incident;
  const now = useNow(MINUTE);
  return (
    <section
      className={`panel ${style.incident} ${closed ? style.closed : style[incident.severity]} ${children ? style.withFix : ''}`}
      aria-label={`Incident: ${incident.title}`}
    >
      <div>
        <IncidentState incident={incident} />
        <h2 className={style.title}>{incident.title}</h2>
        <p className="i2">
          {!closed && (
            <Link to="/mailboxes" search={{ incident: incident.id }} className="link b">
              {many(replicas, 'mailbox', 'mailboxes')}
            </Link>
          )}
          {sentenceOf(incident, now)}
        </p>
        <div className={style.figures}>
          <Figure label={closed ? 'mailboxes at most' : 'users affected'}>{count(closed ? most : users)}</Figure>
          <Figure label={`of ${count(total)} ${whereInShort(incident)}`}>
            {Math.round((closed ? most / Math.max(1, total) : share) * 100)}
            <small>%</small>
          </Figure>
          <Lasted incident={incident} />
        </div>
        {!children && (
          <div className={`row wrap ${style.acts}`}>
            <IncidentActs incident={incident} />
          </div>
        )}
      </div>
      <Growth incident={incident} />
      {children}
      <WhoWasTold incident={incident} />
    </section>
  );
}

function Growth({ incident }: { incident: IncidentView }) {
  const [asTable, setAsTable] = useState(false);
  const { since, closedAt } = incident;
  const now = useNow(MINUTE);
  return (
    <div className={style.grown}>
      <div className="row between">
        <span className="m">Affected mailboxes</span>
        <span className={`i3 ${style.span}`}>
          {shortly(Date.parse(since), now)} – {closedAt === null ? 'now' : shortly(Date.parse(closedAt), now)}
        </span>
        <TableToggle on={asTable} onChange={setAsTable} what="Affected mailboxes" />
      </div>
      {asTable ? (
        <TableView table={growthTable(incident)} />
      ) : (
        <Suspense fallback={<div className={style.growth} />}>
          <GrowthChart incident={incident} />
        </Suspense>
      )}
    </div>
  );
}

/** `short`: in the head of the steps, where the words around it say what is copied. */
export function CopySteps({ incident: { firstFix }, short = false }: { incident: IncidentView; short?: boolean }) {
  if (!firstFix) return null;
  const text = stepsAsText(firstFix.title, firstFix.steps, null);
  return short ? (
    <CopyButton text={text} label="Copy the steps" />
  ) : (
    <CopyButton text={text} label="Copy the steps" tall />
  );
}

/** Only where somebody tried it: what an incident calls for is mostly done once for all, and on no one mailbox. */
function HowItFares({ incident: { cause } }: { incident: IncidentView }) {
  const fares = useFixArticles(useAt()).data?.items.find(({ id }) => id === cause)?.fares;
  return (
    fares &&
    fares.tried > 0 && (
      <span className="i3 small" title={faresText(fares)}>
        {faresInShort(fares)}
      </span>
    )
  );
}

function Lasted({ incident }: { incident: IncidentView }) {
  const since = Date.parse(incident.since);
  const text = useTicking((now) =>
    duration((incident.closedAt === null ? now : Date.parse(incident.closedAt)) - since),
  );
  const begun = useTicking((now) => shortly(since, now));
  return (
    <Figure label={incident.closedAt === null ? `since ${begun}` : 'it lasted'}>
      <time dateTime={incident.since} title={absolute(since)}>
        <Units text={text} />
      </time>
    </Figure>
  );
}
