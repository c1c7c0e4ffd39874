import type { Severity } from '@lockstep/contracts';
import { SEVERITY_STATUS } from './statuses.ts';

/** Two bars in step. While an incident is open, the second drops and takes the colour of the worst one's severity. */
export function Mark({ worst = null, size = 20 }: { worst?: Severity | null; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M6.6 2h3.6L6.6 18H3Z" fill="currentColor" />
      {worst === null ? (
        <path d="M13.4 2H17l-3.6 16H9.8Z" fill="currentColor" />
      ) : (
        <path d="M13.7 5.5h3.6L14.5 18h-3.6Z" style={{ fill: `var(--st-${SEVERITY_STATUS[worst]})` }} />
      )}
    </svg>
  );
}
