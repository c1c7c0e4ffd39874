import { LINES } from './fields.ts';

const WORDS: ReadonlyMap<string, string> = new Map(
  LINES.flatMap((line) =>
    'heading' in line
      ? []
      : (['warning', 'critical'] as const).flatMap((side) =>
          line[side] ? [[line[side].path, line.both ? `“${line.word}”` : `“${line.word}”, ${side}`] as const] : [],
        ),
  ),
);

/** Whether the form has a place for what the server says of this field. */
export const placed = (field: string): boolean =>
  WORDS.has(field.replace(/^thresholds\./, '')) || /^(name|why|scope|workingHours)\b/.test(field);

/** What a refusal says where its field is not beside it: which one is meant, in the form's words. */
export function refusedText({
  field,
  message,
}: {
  readonly field?: string | undefined;
  readonly message: string;
}): string {
  const words = field === undefined ? undefined : WORDS.get(field.replace(/^thresholds\./, ''));
  return words === undefined ? named(message) : `${words} ${named(message)}`;
}

/** The server names another threshold by its place in the policy; the form by its words. */
export const named = (message: string): string =>
  [...WORDS].reduce((text, [path, words]) => text.replaceAll(path, words), message);
