import type { Silence, Status } from '@lockstep/contracts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { rankOf } from '../projections/status-rank.ts';
import { affectedBy, affectedByAny } from './incident-members.ts';
import type { AsOf } from './parameters.ts';

/** What narrows a list of replicas; what is left out, narrows nothing. */
export interface ListFilter {
  readonly status?: readonly Status[];
  readonly silence?: Silence;
  readonly q?: string;
  readonly server?: string;
  readonly client?: string;
  readonly version?: string;
  readonly label?: readonly { readonly name: string; readonly value: string }[];
  /** An id: those that it affects; `any`, `none`, or `not-` and an id. */
  readonly incident?: string;
  readonly rule?: readonly string[];
  readonly policy?: string;
  readonly accepted?: boolean;
  /** Items behind or only offline, at least. */
  readonly difference?: number;
  /** Seconds. */
  readonly synchronizedAgo?: number;
  readonly reportedAgo?: number;
}

/** What a past list cannot be narrowed by: the numbers of then would have to be folded for the whole fleet. */
export const OF_NOW_ONLY = ['rule', 'policy', 'accepted', 'difference', 'synchronizedAgo', 'reportedAgo'] as const;

/** Takes a value and says how to name it in the statement. */
export type Value = (of: unknown) => string;

export interface FilterContext {
  /** The name of the list in the statement, and of the rows that have the status. */
  readonly of?: string;
  readonly statusOf?: string;
  readonly asOf?: AsOf;
  readonly now?: number;
  /** The words are known to be found few times. */
  readonly few?: boolean;
}

/** What is asked, as SQL. */
export function filters(query: ListFilter, value: Value, context: FilterContext = {}): string {
  const { of = 'replica_list', statusOf = of, asOf = {}, now = Date.now() } = context;
  const where = [`${of}.partition = 0`];
  const { status, silence, server, client, version, label, incident, rule, policy, accepted } = query;
  if (status) where.push(`${statusOf}.status = ANY (${value(status.map(rankOf))}::smallint[])`);
  // Who is silent has that status: said twice, for the status is indexed.
  if (silence) where.push(`${statusOf}.silence = ${value(silence)} AND ${statusOf}.status = ${rankOf('silent')}`);
  if (server !== undefined) where.push(`coalesce(${of}.server, '') = ${value(server)}`);
  if (client !== undefined) where.push(`coalesce(${of}.client_name, '') = ${value(client)}`);
  if (version !== undefined) where.push(`coalesce(${of}.client_version, '') = ${value(version)}`);
  for (const { name, value: said } of label ?? [])
    where.push(`${of}.labels @> ${value(JSON.stringify({ [name]: said }))}::jsonb`);
  if (incident !== undefined) where.push(ofIncident(incident, `${of}.replica`, value, asOf));
  if (rule) where.push(`${of}.rules ?| ${value(rule)}::text[]`);
  if (policy !== undefined) where.push(`${of}.policy = ${value(policy)}`);
  if (accepted !== undefined) where.push(`${of}.accepted_folders ${accepted ? '>' : '='} 0`);
  if (query.difference !== undefined) {
    const least = value(query.difference);
    where.push(`(${of}.items_behind >= ${least}::bigint OR ${of}.items_only_offline >= ${least}::bigint)`);
  }
  if (query.synchronizedAgo !== undefined)
    where.push(`${of}.last_synchronized_at <= ${value(now - query.synchronizedAgo * 1_000)}::bigint`);
  if (query.reportedAgo !== undefined)
    where.push(`${of}.last_reported_at <= ${value(now - query.reportedAgo * 1_000)}::bigint`);
  const words = wordsOf(query.q);
  if (words.length > 0) {
    const found = `SELECT w.replica FROM ${SEARCH} WHERE ${sought(words, value)}`;
    // Few are found first and then looked at; of many, the first in the list's order are soon found.
    where.push(`${of}.replica ${context.few ? `= ANY (ARRAY (${found}))` : `IN (${found})`}`);
  }
  return where.join(' AND ');
}

function ofIncident(incident: string, replica: string, value: Value, asOf: AsOf): string {
  if (incident === 'any') return `${replica} IN (${affectedByAny(value, asOf)})`;
  if (incident === 'none') return `${replica} NOT IN (${affectedByAny(value, asOf)})`;
  const not = incident.startsWith('not-');
  return `${replica} ${not ? 'NOT IN' : 'IN'} (${affectedBy(not ? incident.slice(4) : incident, value, asOf)})`;
}

/** What is sought by, under the name that `sought` uses. */
export const SEARCH = `${READ_SCHEMA}.replica_search w`;

export const wordsOf = (q: string | undefined): string[] => (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);

/**
 * Every word must be found, wherever: "anna drafts" finds Anna's Drafts. A word of one or two letters has no trigram, and is sought in names
 * alone.
 */
export function sought(words: readonly string[], value: Value): string {
  const found = words.map((word) => `w.${[...word].length > 2 ? 'words' : 'names'} LIKE ${value(containing(word))}`);
  return ['w.partition = 0', ...found].join(' AND ');
}

function containing(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
