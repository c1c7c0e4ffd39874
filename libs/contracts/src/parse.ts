import type { z } from 'zod';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly field: string; readonly reason: string };

/** Parses once at the door; the first trouble is named by its field, as in `folders[3].serverItems`. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): Parsed<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };

  const issue = parsed.error.issues[0]!;
  return { ok: false, field: fieldName(issue.path), reason: issue.message };
}

function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`))
    .join('');
}
