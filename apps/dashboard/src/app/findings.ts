import type { ReplicaList, Status } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';
import { personOf } from '../mailboxes/person.ts';

/** One thing the search field can lead to. */
export type Finding =
  | { readonly kind: 'page'; readonly key: string; readonly word: string; readonly to: (typeof PAGES)[number]['to'] }
  | { readonly kind: 'server'; readonly key: string; readonly word: string; readonly server: string }
  | {
      readonly kind: 'mailbox';
      readonly key: string;
      readonly word: string;
      readonly sub: string;
      readonly id: string;
      readonly status: Status;
    }
  | { readonly kind: 'all'; readonly key: 'all'; readonly word: string; readonly q: string };

const PAGES = [
  { word: 'Fleet', to: '/' },
  { word: 'Mailboxes', to: '/mailboxes' },
  { word: 'Alerts', to: '/alerts' },
  { word: 'Fixes', to: '/fixes' },
  { word: 'Policies', to: '/policies' },
  { word: 'Settings', to: '/settings' },
] as const;
const MOST_SERVERS = 3;

/** Pages and servers by name, mailboxes as the server found them, and at the end the way to all of these. */
export function findings(
  sought: string,
  servers: readonly string[],
  mailboxes: Pick<ReplicaList, 'items' | 'total'> | undefined,
): Finding[] {
  const q = sought.trim();
  const words = q.toLowerCase();
  if (words === '') return [];
  const pages = PAGES.filter((page) => page.word.toLowerCase().startsWith(words));
  const named = servers
    .filter((server) => server.toLowerCase().includes(words))
    .sort()
    .slice(0, MOST_SERVERS);
  return [
    ...pages.map((page): Finding => ({ kind: 'page', key: page.to, ...page })),
    ...named.map((server): Finding => ({ kind: 'server', key: `server ${server}`, word: server, server })),
    ...(mailboxes?.items ?? []).map((row): Finding => ({
      kind: 'mailbox',
      key: row.id,
      word: personOf(row),
      sub: [row.labels.name ? row.mailbox : null, row.device].filter(Boolean).join(' · '),
      id: row.id,
      status: row.status,
    })),
    {
      kind: 'all',
      key: 'all',
      word: mailboxes ? `${count(mailboxes.total)} in the list for “${q}”` : `The list for “${q}”`,
      q,
    },
  ];
}
