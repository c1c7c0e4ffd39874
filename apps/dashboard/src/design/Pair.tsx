import type { Status } from './statuses.ts';

/** Two bars, server over offline; what is missing takes the colour of the status. Drawn only where numbers differ. */
export function Pair({
  server,
  offline,
  status,
  width = 64,
}: {
  server: number;
  offline: number;
  status: Status;
  width?: number;
}) {
  const longest = Math.max(server, offline, 1);
  const long = (items: number) => Math.max(1.5, (items / longest) * width);
  const missing = status === 'in-step' ? 'var(--ink3)' : `var(--st-${status})`;
  return (
    <svg className="pair" width={width} height="10" viewBox={`0 0 ${width} 10`} aria-hidden="true">
      <rect width={long(server)} height="4" rx="1" fill="var(--ink3)" />
      <rect y="6" width={long(offline)} height="4" rx="1" fill="var(--ink3)" />
      {server > offline && (
        <rect
          x={Math.min(long(offline) + 1, width - 2)}
          y="6"
          width={Math.max(2, long(server) - long(offline) - 1)}
          height="4"
          fill={missing}
        />
      )}
    </svg>
  );
}
