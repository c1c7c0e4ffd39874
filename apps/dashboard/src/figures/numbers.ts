/** Figures as people read them: commas, a true minus, and never a zero for what is unknown. */

const MINUS = '−';
export const NBSP = '\u00a0';

export function count(value: number): string {
  return (value < 0 ? MINUS : '') + Math.abs(Math.round(value)).toLocaleString('en-US');
}

/** One decimal. What is more than nothing, or less than all, is never rounded to it: a single mailbox of a large fleet still shows. */
export function share(part: number, whole: number): string {
  if (whole === 0) return `0${NBSP}%`;
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.05) return `<${NBSP}0.1${NBSP}%`;
  if (percent < 100 && percent >= 99.95) return `>${NBSP}99.9${NBSP}%`;
  return `${percent === 0 || percent === 100 ? percent : percent.toFixed(1)}${NBSP}%`;
}

export function many(value: number, one: string, more = `${one}s`): string {
  return `${count(value)}${NBSP}${value === 1 ? one : more}`;
}

/** `a, b and c`. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}
