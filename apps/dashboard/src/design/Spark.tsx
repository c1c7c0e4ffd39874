import { sparkPath, type Step } from './spark-path.ts';

/** A difference over time, as steps, with its line of zero. */
export function Spark({
  steps,
  from,
  to,
  colour = 'var(--ink3)',
  width = 84,
  height = 22,
}: {
  steps: readonly Step[];
  from: number;
  to: number;
  colour?: string;
  width?: number;
  height?: number;
}) {
  const { line, ground, last, zero } = sparkPath(steps, { from, to }, width, height);
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={`M0 ${zero + 0.5}H${width}`} stroke="var(--line-strong)" />
      <path d={ground} fill={colour} opacity=".16" />
      <path d={line} fill="none" stroke={colour} strokeWidth="1.5" />
      {last && <circle cx={last.x} cy={last.y} r="2" fill={colour} />}
    </svg>
  );
}
