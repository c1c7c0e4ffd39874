import type { ReactNode } from 'react';
import { Ago } from '../figures/When.tsx';
import { Icon } from './Icon.tsx';

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

/** What failed, the time of what is still shown, and a way to try again; the rest of the page stays. */
export function Failed({
  what,
  error,
  shownAt,
  onRetry,
}: {
  what: string;
  error: Error;
  shownAt?: number;
  onRetry: () => void;
}) {
  return (
    <div className="answer failed" role="alert">
      <div>
        <div className="m row g6">
          <span style={{ color: 'var(--tx-mismatched)' }}>
            <Icon name="cross" />
          </span>
          {what}
        </div>
        <div className="i2">
          {error.message}
          {shownAt ? (
            <>
              {' '}
              What you see is from <Ago at={new Date(shownAt).toISOString()} suffix=" ago" />.
            </>
          ) : null}
        </div>
      </div>
      <button type="button" className="btn" onClick={onRetry}>
        Try now
      </button>
    </div>
  );
}
