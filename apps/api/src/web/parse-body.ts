import { parse } from '@lockstep/contracts';
import type { z } from 'zod';
import { ProblemError } from './problem.ts';

/** The parsed body, or 422 with the field to blame. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = parse(schema, body);
  if (parsed.ok) return parsed.value;
  throw new ProblemError(422, { detail: parsed.reason, ...(parsed.field !== '' && { field: parsed.field }) });
}
