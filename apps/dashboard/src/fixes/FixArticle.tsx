import type { FixArticleView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { CopyButton } from '../design/CopyButton.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Panel.tsx';
import { Guard } from '../diagnosis/Guard.tsx';
import { faresText } from '../diagnosis/fares.ts';
import { Steps } from '../diagnosis/Steps.tsx';
import { stepsAsText, uncapitalised } from '../diagnosis/steps.ts';
import { count, many } from '../figures/numbers.ts';
import { duration } from '../figures/time.ts';
import style from './FixesPage.module.css';

/** One cause: what is seen, what is behind it, what mends it, and how that fares here by client. */
export function FixArticle({ article }: { article: FixArticleView }) {
  const ofArticle = article.family === 'article';
  return (
    <Panel title={article.title} controls={<span className="tag mono">{article.id}</span>}>
      <dl className={style.seen}>
        <dt>Seen</dt>
        <dd>{article.seen}</dd>
        <dt>Behind it</dt>
        <dd>{article.cause}</dd>
      </dl>
      {article.guard && <Guard guard={{ text: article.guard, items: null, folders: [] }} />}
      {article.steps.length === 0 ? (
        <p className="i2">Nothing is to be done.</p>
      ) : (
        <>
          {article.exchangeSteps && (
            <h3 className={style.sub}>{ofArticle ? 'In Outlook 2007 and newer' : 'In Outlook'}</h3>
          )}
          {article.exchangeSteps && (
            <ToDo article={article} steps={article.exchangeSteps} copy="Copy the steps for Outlook" />
          )}
          {article.exchangeSteps && (
            <h3 className={style.sub}>{ofArticle ? 'In older versions of Outlook' : 'In other clients'}</h3>
          )}
          <ToDo article={article} steps={article.steps} copy="Copy the steps" />
        </>
      )}
      {article.confirmedWhen && (
        <p className={style.note}>
          <Icon name="clock" />
          <span>Confirmed by later reports only: {uncapitalised(article.confirmedWhen)}</span>
        </p>
      )}
      <dl className={`dl ${style.facts}`}>
        {article.forWhom && (
          <>
            <dt>Done by</dt>
            <dd>{BY[article.forWhom]}</dd>
          </>
        )}
        {article.cost && (
          <>
            <dt>Costs</dt>
            <dd>{article.cost}</dd>
          </>
        )}
        {article.risk && (
          <>
            <dt>Risks</dt>
            <dd>{article.risk}</dd>
          </>
        )}
        {article.twin && (
          <>
            <dt>Also known as</dt>
            <dd>
              <Link to="/fixes" search={(old) => ({ ...old, fix: article.twin! })} className="link mono">
                {article.twin}
              </Link>
            </dd>
          </>
        )}
        <dt>Source</dt>
        <dd>{article.source}</dd>
      </dl>
      {article.steps.length > 0 && (
        <>
          <h3 className={style.sub}>How it fares here</h3>
          <p className="i2">{capitalised(faresText(article.fares))}.</p>
          {article.byClient.length > 0 && <ByClient article={article} />}
        </>
      )}
    </Panel>
  );
}

interface ToDoProps {
  readonly article: FixArticleView;
  readonly steps: readonly string[];
  readonly copy: string;
}

function ToDo({ article: { title, guard }, steps, copy }: ToDoProps) {
  return (
    <>
      <Steps steps={steps} />
      <div className={style.actions}>
        <CopyButton text={stepsAsText(title, steps, guard)} label={copy} tall />
      </div>
    </>
  );
}

const capitalised = (text: string) => text[0]!.toUpperCase() + text.slice(1);

function ByClient({ article }: { article: FixArticleView }) {
  return (
    <table className={style.byClient}>
      <caption className="visually-hidden">By client and version</caption>
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col" className="num">
            Tried
          </th>
          <th scope="col" className="num">
            Confirmed
          </th>
          <th scope="col" className="num">
            Came back
          </th>
          <th scope="col" className={`num ${style.more}`}>
            Median
          </th>
        </tr>
      </thead>
      <tbody>
        {article.byClient.map((fares) => (
          <tr key={`${fares.client} ${fares.version}`}>
            <td className="clip">{[fares.client ?? 'unknown', fares.version].filter(Boolean).join(' ')}</td>
            <td className="num">{count(fares.tried)}</td>
            <td className="num">{count(fares.confirmed)}</td>
            <td className="num">{count(fares.relapsed)}</td>
            <td
              className={`num i3 ${style.more}`}
              title={fares.enough ? undefined : `${many(fares.tried, 'try', 'tries')}`}
            >
              {!fares.enough
                ? 'too few to tell'
                : fares.medianMsToConfirm === null
                  ? '—'
                  : duration(fares.medianMsToConfirm)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const BY = { user: 'the person at the device', helpdesk: 'the helpdesk', administrator: 'an administrator' } as const;
