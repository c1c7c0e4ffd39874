import type { ReactNode } from 'react';
import { hourMinuteSecond } from '../figures/time.ts';
import { Icon } from './Icon.tsx';
import { useRetry } from './useRetry.ts';

/** What is not there, out of how many, and what would change it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="answer">
      <div>
        <div className="m">{title}</div>
        {children !== undefined && <div className="i2">{children}</div>}
      </div>
      {action}
    </div>
  );
}

/** What failed, the time of what is still shown, and when it tries again; the rest of the page stays. */
export function Failed({
  what,
  error,
  shownAt,
  onRetry,
}: {
  what: string;
  error: Error;
  /** When what is still shown was read, milliseconds. */
  shownAt?: number;
  onRetry: () => void;
}) {
  const seconds = useRetry(what, error, onRetry);
  return (
    <div className="answer failed">
      <div className="i2">
        {/* Only what does not tick is read out. */}
        <span role="alert">
          <span className="m row g6 failed-what">
            <Icon name="cross" />
            <span>{what}</span>
          </span>{' '}
          {error.message}
        </span>
        {shownAt ? ` What you see is from ${hourMinuteSecond(shownAt)}.` : null}
        {seconds !== null && (
          <span className="tn">{seconds > 0 ? ` Next try in ${seconds}\u00a0s.` : ' Trying again…'}</span>
        )}
      </div>
      <button type="button" className="btn" onClick={onRetry}>
        Try now
      </button>
    </div>
  );
}
