type Sample = readonly [at: number, value: number];

/** A small area in a box 1000 wide, `height` high, with the floor of the rail under it. */
export function areaPath(
  samples: readonly Sample[],
  span: { readonly from: number; readonly to: number },
  tallest: number,
  height: number,
): { readonly line: string; readonly ground: string } {
  const floor = height - 5;
  const x = (at: number) => (((at - span.from) / (span.to - span.from)) * 1000).toFixed(1);
  const y = (value: number) => (floor - 1 - (value / tallest) * (height - 19)).toFixed(1);
  const inside = samples.filter(([at]) => at >= span.from);
  if (inside.length === 0) return { line: '', ground: '' };
  const line = `M${inside.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')}`;
  const ground = `${line}L${x(inside[inside.length - 1]![0])} ${floor}L${x(inside[0]![0])} ${floor}Z`;
  return { line, ground };
}
