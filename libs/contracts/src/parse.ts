import type { z } from 'zod';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly field: string; readonly reason: string };

/** Parses once at the door; the first trouble is named by its field, as in `folders[3].serverItems`. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };

  const issue = parsed.error.issues[0]!;
  return { ok: false, field: fieldName(issue.path), reason: sentenceOf(issue, value) };
}

/** What the parser itself says is of its own types, not of what a person wrote; what a schema says by a sentence stands. */
function sentenceOf(issue: z.core.$ZodIssue, value: unknown): string {
  const found = issue.path.reduce<unknown>(
    (part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  if (issue.code === 'too_small' && issue.message.startsWith('Too small')) {
    if (issue.origin === 'string')
      return issue.minimum === 1 ? 'must not be empty' : `must have at least ${issue.minimum} characters`;
    if (issue.origin === 'array')
      return issue.minimum === 1 ? 'must not be empty' : `must have at least ${issue.minimum} entries`;
  }
  if (issue.code === 'invalid_type' && found === undefined)
    return issue.path.length === 0 ? 'nothing was sent' : 'is missing';
  return issue.message;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}
