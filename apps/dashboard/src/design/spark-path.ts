/** `[at, value]` in order of time; a value stands until the next; null: nobody could read it. */
export type Step = readonly [at: number, value: number | null];

export interface SparkPath {
  /** The line, broken where the value is unknown. */
  readonly line: string;
  /** The ground between line and zero, a closed piece for each known stretch. */
  readonly ground: string;
  readonly last: { readonly x: number; readonly y: number } | null;
  /** Where zero is; above the floor only when there are negative values. */
  readonly zero: number;
}

/** Steps over a span of time, in a box of `width` × `height`. At least 10 items high, so that noise does not shout. */
export function sparkPath(
  steps: readonly Step[],
  span: { readonly from: number; readonly to: number },
  width: number,
  height: number,
): SparkPath {
  const known = steps.flatMap(([, value]) => (value === null ? [] : [value]));
  const top = Math.max(10, ...known);
  const bottom = Math.min(0, ...known);
  const x = (at: number) =>
    1 + ((Math.min(Math.max(at, span.from), span.to) - span.from) / (span.to - span.from)) * (width - 4);
  const y = (value: number) => height - 2 - ((value - bottom) / (top - bottom)) * (height - 4);
  const zero = y(0);

  let line = '';
  let ground = '';
  let last: SparkPath['last'] = null;
  steps.forEach(([at, value], index) => {
    const until = steps[index + 1]?.[0] ?? span.to;
    if (value === null || until < span.from) return;
    const [x0, x1, level] = [round(x(at)), round(x(until)), round(y(value))];
    const joined = line !== '' && index > 0 && steps[index - 1]![1] !== null;
    line += joined ? `V${level}H${x1}` : `M${x0} ${level}H${x1}`;
    ground += `M${x0} ${round(zero)}V${level}H${x1}V${round(zero)}Z`;
    last = index === steps.length - 1 ? { x: x1, y: level } : null;
  });
  return { line, ground, last, zero };
}

const round = (value: number) => Math.round(value * 10) / 10;
