import { applyDecorators, Get } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { REPLICA_FILTERS, REPLICA_SORTS, STATUSES } from '@lockstep/contracts';
import type { z } from 'zod';
import { Describe } from '../openapi/describe.ts';

/** What a question can be asked with; OpenAPI shows the text, `parameters.ts` parses. */
export const PARAMETERS = {
  at: 'As it was at this instant, by `observedAt`, with all we know today',
  knownAt: 'With what we knew at this instant, by `recordedAt`',
  status: `One or more of ${STATUSES.join(', ')}; repeated or with commas`,
  q: 'Words to be found in mailbox, device, server or folder names; all of them',
  server: 'Exactly this server',
  label: '`name:value`, as in `site:Lyon`; repeated: all of them',
  sort: `${REPLICA_SORTS.join(', ')}; \`-\` before it for descending`,
  limit: '50 when left out, at most 500',
  cursor: '`nextCursor` of the page before',
  before: '`nextCursor` of the page before',
  upTo: 'Begins with the entry of this cursor, as evidence names it',
  from: 'An instant',
  to: 'An instant; now when left out',
  points: '2 to 2000; 120 when left out',
  path: 'One folder, as a JSON array of its segments: `["Projects","Été"]`',
  by: 'server, site or client',
  name: 'That group alone, with its cells however many they are',
  open: '`true`: those that are open; `false`: those that are not; both when left out',
  incident:
    'Those that the incident with this id affects; `not-` before it: all others; `any`, `none`: those of some open one, of none',
  silence: 'late, missing or never-reported',
  client: 'Exactly this client',
  version: 'Exactly this version of the client',
  rule: 'One or more rules of conditions that are so, as `mismatch`, or with their kind, as `trouble:auth-failed`; repeated or with commas',
  policy: 'Those judged by the policy with this id',
  accepted: '`true`: those with an accepted difference; `false`: those without',
  difference: 'At least so many items behind, or as many that exist only offline',
  synchronizedAgo: 'Last synchronized at least so many seconds ago; what is not known is not of them',
  reportedAgo: 'Last reported at least so many seconds ago',
} as const;

/** What narrows and orders a list of replicas. */
export const LIST_PARAMETERS: readonly (keyof typeof PARAMETERS)[] = [...REPLICA_FILTERS, 'sort'];

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
    AskedWith(parameters),
  );
}

/** Describes the parameters of a question. */
export function AskedWith(parameters: readonly (keyof typeof PARAMETERS)[]): MethodDecorator {
  return applyDecorators(
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
