import type { System } from '../server/system.ts';

/** What people ask of the list: each filter and each order, words as they are typed, and all of it together. */
export const LIST_QUESTIONS: Readonly<Record<string, string>> = {
  'nothing narrowed': '',
  status: 'status=mismatched,stale',
  'most of them': 'status=in-step',
  server: 'server=imap-01.example.org',
  site: 'label=site:Lyon',
  'two labels': 'label=site:Lyon&label=team:Sales',
  client: 'client=Thunderbird',
  'client and version': 'client=Thunderbird&version=140.1.0',
  policy: 'policy=default',
  rule: 'rule=mismatch',
  'rule and kind': 'rule=trouble:server-unreachable',
  silence: 'silence=missing',
  'of an incident': 'incident=any',
  'of no incident': 'incident=none',
  'accepted difference': 'accepted=true',
  'difference at least': 'difference=100',
  'last synchronized': 'synchronizedAgo=86400',
  'last reported': 'reportedAgo=3600',
  'one letter': 'q=a',
  'two letters': 'q=an',
  'a name': 'q=marchetti',
  'a name and a folder': 'q=marchetti%20kernel',
  'a device': 'q=laptop-2a',
  'a word that all have': 'q=example',
  'several at once': 'status=mismatched,stale,silent&label=site:Lyon&client=Thunderbird&difference=10&q=an',
  ...Object.fromEntries(
    [
      ...['status', 'since', 'mailbox', 'device', 'client', 'server'],
      ...['foldersOut', 'itemsBehind', 'lastSynchronizedAt', 'lastReportedAt'],
    ].flatMap((sort) => [
      [`sorted by ${sort}`, `sort=${sort}`],
      [`sorted by ${sort}, descending`, `sort=-${sort}`],
      [`a site, sorted by ${sort}`, `label=site:Lyon&sort=${sort}`],
    ]),
  ),
};

export interface Asked {
  readonly what: string;
  readonly total: number;
  /** Milliseconds from the request to the whole answer, a page of 100. */
  readonly p50: number;
  readonly p99: number;
}

/** Asks each question so many times, one after the other, the first page and the one after it by turns. */
export async function askLists(system: System, times: number): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const [what, query] of Object.entries(LIST_QUESTIONS)) {
    const path = `/replicas?limit=100${query && `&${query}`}`;
    const first = await system.ask<{ total: number; nextCursor: string | null }>('GET', path);
    const next = first.nextCursor === null ? path : `${path}&cursor=${first.nextCursor}`;
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const began = performance.now();
      await system.ask('GET', time % 2 === 0 ? path : next);
      took.push(performance.now() - began);
    }
    took.sort((a, b) => a - b);
    asked.push({ what, total: first.total, p50: at(took, 0.5), p99: at(took, 0.99) });
  }
  return asked;
}

const at = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]! * 10) / 10;
