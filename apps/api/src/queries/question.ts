import { applyDecorators, Get } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { STATUSES } from '@lockstep/contracts';
import type { z } from 'zod';
import { Describe } from '../openapi/describe.ts';

/** What a question can be asked with; OpenAPI shows the text, `parameters.ts` parses. */
export const PARAMETERS = {
  at: 'As it was at this instant, by `observedAt`, with all we know today',
  knownAt: 'With what we knew at this instant, by `recordedAt`',
  status: `One or more of ${STATUSES.join(', ')}; repeated or with commas`,
  q: 'Words to be found in mailbox, device, server or folder names; all of them',
  server: 'Exactly this server',
  label: '`name:value`, as in `site:Lyon`',
  sort: 'status, mailbox, server, lastSynchronizedAt, lastReportedAt, itemsBehind or since; `-` before it for descending',
  limit: '50 when left out, at most 500',
  cursor: '`nextCursor` of the page before',
  before: '`nextCursor` of the page before',
  upTo: 'Begins with the entry of this cursor, as evidence names it',
  from: 'An instant',
  to: 'An instant; now when left out',
  points: '2 to 2000; 120 when left out',
  path: 'One folder, as a JSON array of its segments: `["Projects","Été"]`',
  by: 'server, site or client',
  open: '`true`: those that are open; `false`: those that are not; both when left out',
  incident: 'Those that the incident with this id affects',
} as const;

/** A `GET` for people, described. */
export function Question(
  path: string,
  summary: string,
  answer: z.ZodType,
  parameters: readonly (keyof typeof PARAMETERS)[] = [],
): MethodDecorator {
  const ofOne = path.includes(':id');
  return applyDecorators(
    Get(path),
    Describe({
      summary,
      tag: 'questions',
      door: 'session',
      answers: { 200: answer },
      // Each looks at `at` and `knownAt`, if only to refuse them.
      problems: [...(ofOne ? [404] : []), 422],
    }),
    ...(ofOne ? [ApiParam({ name: 'id', description: 'The replica' })] : []),
    ...parameters.map((name) =>
      ApiQuery({
        name,
        required: false,
        description: PARAMETERS[name],
        schema: { type: name === 'limit' || name === 'points' ? 'integer' : 'string' },
      }),
    ),
  );
}
