import { REPLICA_SORTS, STATUSES, type FolderPath, type ReplicaSort } from '@lockstep/contracts';
import { z } from 'zod';
import { DELIVERY_STATES } from '../notify/delivery/deliveries.query.ts';
import { ProblemError } from '../web/problem.ts';
import type { ListQuery } from './list-page.ts';

/** A query parameter that makes no sense; answered with 422 and the parameter's name. */
export function badParameter(field: string, reason: string): ProblemError {
  return new ProblemError(422, { field, detail: `${field} ${reason}` });
}

/** What a query string may hold: a parameter that is repeated arrives as an array. */
export type QueryString = Readonly<Record<string, unknown>>;

/** PostgreSQL takes no NUL; asked for one it would fail, and the mistake is not ours. */
export const textOf = (most: number) =>
  z
    .string('must be said once')
    .max(most, `must be at most ${most} characters`)
    .refine((said) => !said.includes('\u0000') && said.isWellFormed(), 'must not hold NUL or a lone surrogate');
export const text = textOf(1_024);
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-11-23T03:00:00.000Z' })
  .transform((value) => Date.parse(value));
export const whole = (least: number, most: number, otherwise: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${least} to ${most}` })
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .default(otherwise);

/** `status=stale&status=silent` and `status=stale,silent` say the same. */
const severally = z
  .union([z.string(), z.array(z.string())])
  .transform((said) => [said].flat().flatMap((one) => one.split(',')));
const statuses = severally.pipe(z.array(z.enum(STATUSES, `must be of ${STATUSES.join(', ')}`)));
const rules = severally.pipe(
  z.array(text.regex(/^[a-z:-]+$/, 'must be a rule, such as mismatch, or rule:kind')).max(50),
);

const label = text
  .regex(/^[^:]+:/, 'must be name:value, such as site:Lyon')
  .transform((said) => ({ name: said.slice(0, said.indexOf(':')), value: said.slice(said.indexOf(':') + 1) }));
/** A value may hold a comma, so several are said one by one. */
const labels = z
  .union([text, z.array(text).max(20, 'must be at most 20')], 'must be name:value, such as site:Lyon')
  .transform((said) => [said].flat())
  .pipe(z.array(label));
const atLeast = (what: string) =>
  z.coerce
    .number({ error: `must be ${what}` })
    .int(`must be ${what}`)
    .min(0, `must be ${what}`)
    .max(1e12);
const incident = text.regex(/^(any|none|(not-)?[\w-]+)$/, 'must be the id of one, not- and an id, any, or none');

const sort = text
  .refine(
    (said) => REPLICA_SORTS.includes(said.replace(/^-/, '') as ReplicaSort),
    `must be one of ${REPLICA_SORTS.join(', ')}, or - and one of them`,
  )
  .transform((said) => ({ sort: said.replace(/^-/, '') as ReplicaSort, descending: said.startsWith('-') }))
  .default({ sort: 'status', descending: false });

const AsOf = z.object({ at: instant.optional(), knownAt: instant.optional() });
/** `at`: as it was then. `knownAt`: with what we knew then. Neither: as it is. */
export type AsOf = z.output<typeof AsOf>;

const SILENCES = ['late', 'missing', 'never-reported'] as const;

const List = z
  .object({
    status: statuses,
    silence: z.enum(SILENCES, `must be one of ${SILENCES.join(', ')}`),
    q: text,
    server: text,
    client: text,
    version: text,
    label: labels,
    incident,
    rule: rules,
    policy: text,
    accepted: z.enum(['true', 'false'], 'must be true or false').transform((said) => said === 'true'),
    difference: atLeast('a number of items'),
    synchronizedAgo: atLeast('a number of seconds'),
    reportedAgo: atLeast('a number of seconds'),
    cursor: text,
  })
  .partial()
  .extend({
    sort,
    limit: whole(1, 500, 50),
  });

/** As JSON: 64 segments of 1,024 characters, with what JSON adds to them. */
const path = textOf(64 * 2_064).transform((said, context): FolderPath => {
  try {
    const segments: unknown = JSON.parse(said);
    if (Array.isArray(segments) && segments.length > 0 && segments.every((one) => typeof one === 'string'))
      return segments;
  } catch {
    // Said below.
  }
  context.addIssue({ code: 'custom', message: 'must be a JSON array of segments, such as ["Projects","Été"]' });
  return z.NEVER;
});

const Span = z.object({ from: instant, to: instant }).partial();

export const parseAsOf = (query: QueryString): AsOf => parameters(AsOf, query);

export function parseListQuery(query: QueryString): ListQuery {
  const { sort: order, ...rest } = parameters(List, query);
  return { ...rest, ...order };
}

export const parseGroups = (query: QueryString) =>
  parameters(
    z.object({
      by: z.enum(['server', 'site', 'client'], 'must be server, site or client').default('server'),
      name: text.optional(),
    }),
    query,
  );

/** Words that must all be found. */
export const parseSearch = (query: QueryString) => parameters(z.object({ q: text.optional() }), query);

export const parseIncidents = (query: QueryString) =>
  parameters(
    z.object({
      open: z
        .enum(['true', 'false'], 'must be true or false')
        .transform((said) => said === 'true')
        .optional(),
      limit: whole(1, 500, 50),
    }),
    query,
  );

export const parseFeed = (query: QueryString) => parameters(z.object({ limit: whole(1, 500, 50) }), query);

export const parseDeliveries = (query: QueryString) =>
  parameters(
    z.object({
      state: z.enum(DELIVERY_STATES, `must be one of ${DELIVERY_STATES.join(', ')}`).optional(),
      channel: text.optional(),
      cursor: text
        .regex(/^\d{1,15}$/, 'must be a cursor of this list')
        .transform(Number)
        .optional(),
      limit: whole(1, 500, 50),
    }),
    query,
  );

const timelineCursor = text
  .regex(/^\d{1,15}$/, 'must be a cursor of this timeline')
  .transform(Number)
  .optional();

export const parseTimeline = (query: QueryString) =>
  parameters(
    z.object({
      before: timelineCursor,
      upTo: timelineCursor,
      limit: whole(1, 500, 50),
    }),
    query,
  );

/** One version of a policy, by the event that made it; null: all of them. */
export const parseVersions = (query: QueryString): string | null =>
  parameters(z.object({ cursor: text.regex(/^\d{1,15}$/, 'must be a cursor of a policy').optional() }), query).cursor ??
  null;

export const parseFleetHistory = (query: QueryString) =>
  spanOf(parameters(Span.extend({ points: whole(2, 2_000, 120) }), query));

export const parseReplicaHistory = (query: QueryString) =>
  spanOf(parameters(Span.extend({ path: path.optional() }), query));

/** `path`, which must be there. */
export const parsePath = (query: QueryString): FolderPath => parameters(z.object({ path }), query).path;

function spanOf<T extends { from?: number; to?: number }>(span: T): T {
  if (span.from !== undefined && span.to !== undefined && span.from > span.to)
    throw badParameter('from', 'must not be after to');
  return span;
}

export function parameters<T>(schema: z.ZodType<T>, query: QueryString): T {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw badParameter(String(issue.path[0] ?? ''), issue.message);
}
