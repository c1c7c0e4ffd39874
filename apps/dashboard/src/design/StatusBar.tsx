import type { StatusCounts } from '@lockstep/contracts';
import { STATUSES } from './statuses.ts';

/** The shares of all statuses as one bar, worst first. The numbers stand beside it as text. */
export function StatusBar({ statuses, className = 'bar' }: { statuses: StatusCounts; className?: string }) {
  return (
    <div className={className} aria-hidden="true">
      {STATUSES.map((status) =>
        statuses[status] > 0 ? (
          <i key={status} style={{ flex: statuses[status], background: `var(--st-${status})` }} />
        ) : null,
      )}
    </div>
  );
}
