import type { ReactElement } from 'react';
import type { Status } from './statuses.ts';

const SHAPES: Readonly<Record<Status, ReactElement>> = {
  mismatched: <path d="M6 .3 11.7 6 6 11.7.3 6Z" fill="currentColor" />,
  stale: <path d="M1.3.7h9.4L7 6l3.7 5.3H1.3L5 6Z" fill="currentColor" />,
  silent: <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="2.1" />,
  unknown: (
    <>
      <rect x="1.4" y="1.4" width="9.2" height="9.2" rx="1.2" fill="none" stroke="currentColor" strokeWidth="1.9" />
      <rect x="4.6" y="4.6" width="2.8" height="2.8" rx=".5" fill="currentColor" />
    </>
  ),
  'catching-up': <path d="M6 .9 11.7 11H.3Z" fill="currentColor" />,
  'in-step': (
    <>
      <rect x="2" y="1.2" width="2.9" height="9.6" rx="1" fill="currentColor" />
      <rect x="7.1" y="1.2" width="2.9" height="9.6" rx="1" fill="currentColor" />
    </>
  ),
};

/** The shape alone; a word must stand near it. */
export function StatusShape({ status, size = 12 }: { status: Status; size?: 8 | 10 | 11 | 12 | 13 | 20 }) {
  return (
    <svg
      className="shape"
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      style={{ color: `var(--st-${status})` }}
    >
      {SHAPES[status]}
    </svg>
  );
}
