import type { FixArticleList, FolderPath, IncidentView, PolicyView, ReplicaRow, Status } from '@lockstep/contracts';
import { many } from '../figures/numbers.ts';
import { personOf } from '../mailboxes/person.ts';
import { toUrl } from '../folder/folder-url.ts';
import { PLACES } from './places.ts';

/** Where a finding leads: an address of the product, as it stands in the bar of the browser, without `at`. */
export interface Finding {
  readonly kind: Kind;
  readonly key: string;
  readonly word: string;
  readonly sub?: string | undefined;
  readonly href: string;
  /** Of a mailbox, as it was when it was asked for. */
  readonly status?: Status | undefined;
}
export const KINDS = ['page', 'server', 'mailbox', 'folder', 'incident', 'alert', 'fix', 'policy', 'all'] as const;
export type Kind = (typeof KINDS)[number];

/** What the browser holds or has read of each kind; absent: not read yet. */
export interface Known {
  readonly servers: readonly string[];
  readonly mailboxes?: { readonly items: readonly ReplicaRow[]; readonly total: number } | undefined;
  /** Of the mailbox that is open. */
  readonly folders?: { readonly replica: string; readonly paths: readonly FolderPath[] } | undefined;
  readonly incidents: readonly IncidentView[];
  readonly fixes: readonly Pick<FixArticleList['items'][number], 'id' | 'title'>[];
  readonly policies: readonly Pick<PolicyView, 'id' | 'name' | 'version'>[];
}

const MOST = { server: 3, folder: 4, incident: 3, fix: 4, policy: 3 } as const;

/** Everything that what is typed could mean, by kind in the order of the list; at its end the way to all mailboxes of it. */
export function findings(sought: string, known: Known): Finding[] {
  const q = sought.trim();
  if (q === '') return [];
  const has = wordsIn(q);
  const begins = (word: string) =>
    word
      .toLowerCase()
      .split(' ')
      .some((part) => part.startsWith(q.toLowerCase()));
  const alert = /^#?(\d{1,15})$/.exec(q)?.[1];
  return [
    ...PLACES.filter(({ word, also = '' }) => begins(word) || begins(also)).map(({ word, sub, href }): Finding => ({
      kind: 'page',
      key: href,
      word,
      sub,
      href,
    })),
    ...known.servers
      .filter((server) => has(server))
      .sort()
      .slice(0, MOST.server)
      .map((server): Finding => ({
        kind: 'server',
        key: `server ${server}`,
        word: server,
        href: `/mailboxes?server=${encodeURIComponent(server)}`,
      })),
    ...(known.mailboxes?.items ?? []).map((row) => ofMailbox(row, q, has)),
    ...foldersOf(known.folders, has),
    ...known.incidents
      .filter(({ title, cause }) => has(`${title} ${cause}`))
      .sort((a, b) => Number(a.closedAt !== null) - Number(b.closedAt !== null))
      .slice(0, MOST.incident)
      .map(({ id, title, users, closedAt }): Finding => ({
        kind: 'incident',
        key: `incident ${id}`,
        word: title,
        sub: closedAt === null ? many(users, 'user') : 'over',
        href: `/incidents/${encodeURIComponent(id)}`,
      })),
    ...(alert === undefined
      ? []
      : [{ kind: 'alert' as const, key: `alert ${alert}`, word: `Alert #${alert}`, href: `/alerts/${alert}` }]),
    ...known.fixes
      .filter(({ id, title }) => has(`${id} ${title}`))
      .sort((a, b) => Number(b.id.toLowerCase() === q.toLowerCase()) - Number(a.id.toLowerCase() === q.toLowerCase()))
      .slice(0, MOST.fix)
      .map(({ id, title }): Finding => ({
        kind: 'fix',
        key: `fix ${id}`,
        word: title,
        sub: id,
        href: `/fixes?fix=${encodeURIComponent(id)}`,
      })),
    ...known.policies
      .filter(({ name }) => has(name))
      .slice(0, MOST.policy)
      .map(({ id, name, version }): Finding => ({
        kind: 'policy',
        key: `policy ${id}`,
        word: name,
        sub: `v${version}`,
        href: `/policies?policy=${encodeURIComponent(id)}`,
      })),
    // A list that is known to be empty is no way.
    ...(known.mailboxes?.total === 0 ? [] : [allOf(q, known.mailboxes?.total)]),
  ];
}

const allOf = (q: string, total: number | undefined): Finding => ({
  kind: 'all',
  key: 'all',
  word:
    total === undefined
      ? `The list of mailboxes with “${q}”`
      : `${many(total, 'mailbox', 'mailboxes')} with “${q}” in the list`,
  href: listOf(q),
});

export const listOf = (q: string): string => (q === '' ? '/mailboxes' : `/mailboxes?q=${encodeURIComponent(q)}`);

/** Every word that is typed must be there, in any order. */
function wordsIn(q: string): (text: string) => boolean {
  const words = q.toLowerCase().split(/\s+/);
  return (text) => words.every((word) => text.toLowerCase().includes(word));
}

/** Found by its folders alone, it opens on those. */
function ofMailbox(row: ReplicaRow, q: string, has: (text: string) => boolean): Finding {
  const own = has([personOf(row), row.mailbox, row.device, row.server, ...Object.values(row.labels)].join(' '));
  const open = `/mailboxes/${encodeURIComponent(row.id)}`;
  return {
    kind: 'mailbox',
    key: row.id,
    word: personOf(row),
    sub: [row.labels.name ? row.mailbox : null, row.device, own ? null : `a folder with “${q}”`]
      .filter(Boolean)
      .join(' · '),
    href: own ? open : `${open}?find=${encodeURIComponent(q)}`,
    status: row.status,
  };
}

function foldersOf(folders: Known['folders'], has: (text: string) => boolean): Finding[] {
  if (!folders) return [];
  return folders.paths
    .filter((path) => has(path.join(' › ')))
    .slice(0, MOST.folder)
    .map((path) => ({
      kind: 'folder',
      key: `folder ${path.join('\u0000')}`,
      word: path.join(' › '),
      sub: 'of this mailbox',
      href: `/mailboxes/${encodeURIComponent(folders.replica)}/folders/${toUrl(path).split('/').map(encodeURIComponent).join('/')}`,
    }));
}
