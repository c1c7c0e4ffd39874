import type { FleetValues, IncidentView, PolicyList } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';
import { DAY, duration, HOUR } from '../figures/time.ts';
import { labelsOf, type ListSearch } from './list-search.ts';

/** One filter that is set: how it reads, and what leaves it. */
export interface Applied {
  readonly key: string;
  readonly word: string;
  readonly leave: Partial<ListSearch>;
}

export const AGES: readonly number[] = [HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY].map((ms) => ms / 1_000);
export const SIZES: readonly number[] = [1, 10, 100, 1_000, 10_000];

export const ageWord = (seconds: number): string => `${duration(seconds * 1_000)} ago or more`;
export const sizeWord = (items: number): string => `${count(items)} or more`;

export const SILENCE_WORDS = { late: 'Late', missing: 'Missing', 'never-reported': 'Never reported' } as const;
export const ACCEPTED_WORDS = { yes: 'With one', no: 'Without' } as const;

/** `trouble:auth-failed` as people read it: `Trouble: auth failed`. */
export function ruleWord(rule: string): string {
  const [name = '', kind] = rule.split(':');
  const said = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`.replaceAll('-', ' ');
  return kind === undefined ? said : `${said}: ${kind.replaceAll('-', ' ')}`;
}

export function incidentWord(incident: string, open: readonly Pick<IncidentView, 'id' | 'title'>[]): string {
  if (incident === 'any') return 'of an incident';
  if (incident === 'none') return 'of none';
  const not = incident.startsWith('not-');
  const id = not ? incident.slice('not-'.length) : incident;
  const title = open.find((one) => one.id === id)?.title ?? 'one that is over';
  return not ? `not ${title}` : title;
}

export const policyName = (id: string, policies: PolicyList | undefined): string =>
  policies?.items.find((policy) => policy.id === id)?.name ?? id;

/** The filters that have no chip of their own, each as a chip that leaves it. */
export function applied(
  search: ListSearch,
  known: { readonly incidents: readonly IncidentView[]; readonly policies: PolicyList | undefined },
): Applied[] {
  const chips: Applied[] = [];
  const add = (key: string, word: string | undefined, leave: Partial<ListSearch>) =>
    word !== undefined && chips.push({ key, word, leave });
  const labels = labelsOf(search);
  for (const label of labels)
    add(`label ${label}`, label.replace(':', ': '), { label: labels.filter((other) => other !== label) });
  const { incident, rule, policy, silence, accepted, difference, reportedAgo, version } = search;
  add('incident', incident && `Incident: ${incidentWord(incident, known.incidents)}`, { incident: undefined });
  add('rule', rule && `Condition: ${rule.split(',').map(ruleWord).join(' or ')}`, { rule: undefined });
  add('version', version && `Version: ${version}`, { version: undefined });
  add('policy', policy && `Policy: ${policyName(policy, known.policies)}`, { policy: undefined });
  add('silence', silence && `Silence: ${SILENCE_WORDS[silence].toLowerCase()}`, { silence: undefined });
  add('accepted', accepted && `Accepted difference: ${ACCEPTED_WORDS[accepted].toLowerCase()}`, {
    accepted: undefined,
  });
  add('difference', difference === undefined ? undefined : `Difference: ${sizeWord(difference)}`, {
    difference: undefined,
  });
  add('reportedAgo', reportedAgo === undefined ? undefined : `Last reported: ${ageWord(reportedAgo)}`, {
    reportedAgo: undefined,
  });
  return chips;
}

/** All filters that are set, those with controls of their own as well: what leaves each. */
export function waysOut(search: ListSearch, known: Parameters<typeof applied>[1]): Applied[] {
  const { q, status, server, client, version, synchronizedAgo } = search;
  const own: readonly (Applied | false)[] = [
    q !== undefined && { key: 'q', word: `“${q}”`, leave: { q: undefined } },
    status !== undefined && {
      key: 'status',
      word: `Status: ${status.replaceAll(',', ' or ').replaceAll('-', ' ')}`,
      leave: { status: undefined },
    },
    server !== undefined && { key: 'server', word: `Server: ${server}`, leave: { server: undefined } },
    client !== undefined && {
      key: 'client',
      word: `Client: ${[client, version].filter(Boolean).join(' ')}`,
      leave: { client: undefined, version: undefined },
    },
    synchronizedAgo !== undefined && {
      key: 'synchronizedAgo',
      word: `Last synchronized: ${ageWord(synchronizedAgo)}`,
      leave: { synchronizedAgo: undefined },
    },
  ];
  const others = applied({ ...search, ...(client !== undefined && { version: undefined }) }, known);
  return [...own.filter((one) => one !== false), ...others];
}

/** Each client, and under it each of its versions where it has several; the value is what `clientSearch` takes. */
export function clientOptions(clients: FleetValues['clients']): [string, string][] {
  const names = [...new Set(clients.map(({ name }) => name))].sort();
  return names.flatMap((name): [string, string][] => {
    const versions = clients.flatMap((client) => (client.name === name ? (client.version ?? []) : []));
    return [
      [clientValue(name), name],
      ...versions.sort().map((version): [string, string] => [clientValue(name, version), `${name} ${version}`]),
    ];
  });
}

export const clientValue = (client: string, version?: string): string => JSON.stringify([client, version]);

export function clientSearch(value: string | undefined): Pick<ListSearch, 'client' | 'version'> {
  const [client, version] = value === undefined ? [] : (JSON.parse(value) as [string, string | null]);
  return { client, version: version ?? undefined };
}
