import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAt } from '../app/useAt.ts';
import { CopyButton } from '../design/CopyButton.tsx';
import { many } from '../figures/numbers.ts';
import { useFixArticles } from './useDiagnoses.ts';
import { faresText } from './fares.ts';
import type { FirstSteps as FirstStepsView } from './first-fix.ts';
import { Guard } from './Guard.tsx';
import { Steps } from './Steps.tsx';
import { TriedBefore } from './TriedBefore.tsx';
import { stepsAsText } from './steps.ts';
import style from './Diagnosis.module.css';

/** A second click leads there as well, though the address stays the same. */
function toTheSteps(): void {
  const steps = document.getElementById('diagnosis');
  steps?.scrollIntoView();
  steps?.focus({ preventScroll: true });
}

const MOST_STEPS = 1;

/**
 * In the head of a mailbox: what to try first, and what must be saved before it; once somebody did, who and when, so that nobody begins
 * again. `acts`: what else can be done there and then.
 */
export function FirstFix({ diagnosis, acts }: { diagnosis: FirstStepsView; acts?: ReactNode }) {
  const articles = useFixArticles(useAt());
  const fares = articles.data?.items.find(({ id }) => id === diagnosis.id)?.fares;
  const pending = diagnosis.fix?.status === 'tried' ? diagnosis.fix : null;
  return (
    <div className={style.first}>
      <div className="row between wrap">
        <span className="m">
          {diagnosis.id === 'silent' ? (
            'First thing to do'
          ) : (
            <>
              {pending ? 'Tried, and not confirmed yet' : 'First fix to try'}{' '}
              <span className="i3">· {diagnosis.id}</span>
            </>
          )}
        </span>
        {fares && <span className="i3 small">{faresText(fares)}</span>}
      </div>
      <p className={style.fixTitle}>{diagnosis.title}</p>
      {pending ? (
        <TriedBefore fix={pending} quiet />
      ) : diagnosis.guard ? (
        <Guard guard={diagnosis.guard} brief />
      ) : (
        <FirstSteps steps={diagnosis.steps} />
      )}
      <span className="grow" />
      <div className="row wrap">
        <Link
          to="."
          search={(old) => old}
          hash="diagnosis"
          className={pending ? 'btn' : 'btn pri'}
          onClick={toTheSteps}
        >
          {pending ? 'See the steps' : 'Start the steps'}
        </Link>
        <CopyButton
          tall
          text={stepsAsText(diagnosis.title, diagnosis.steps, diagnosis.guard?.text ?? null)}
          label={diagnosis.forWhom === 'user' ? 'Copy for the user' : 'Copy the steps'}
        />
        {acts}
      </div>
    </div>
  );
}

/** How it begins, and how much is to come; the steps themselves stand with the diagnosis. */
function FirstSteps({ steps }: { steps: readonly string[] }) {
  // One more line says no less than how many are left.
  const shown = steps.length <= MOST_STEPS + 1 ? steps : steps.slice(0, MOST_STEPS);
  const left = steps.length - shown.length;
  return (
    <div className={style.begins}>
      <Steps steps={shown} />
      {left > 0 && <p className={`i3 small ${style.left}`}>{many(left, 'more step')}</p>}
    </div>
  );
}
