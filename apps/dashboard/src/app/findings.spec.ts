import { describe, expect, it } from '@jest/globals';
import type { IncidentView, ReplicaRow } from '@lockstep/contracts';
import { findings, type Known } from './findings.ts';
import { recentFindings, rememberFinding } from './recent-findings.ts';

const zoe = {
  id: 'r1',
  mailbox: 'zoe@example.net',
  device: 'LT-1',
  labels: { name: 'Zoë' },
  server: 'exch-01.example.net',
  status: 'stale',
} as unknown as ReplicaRow;
const known: Known = {
  servers: ['imap-02.example.org', 'imap-01.example.org', 'exch-01.example.net'],
  incidents: [
    { id: '7', title: 'imap-03.example.org cannot be reached', cause: 'server-suspected', users: 41, closedAt: null },
  ] as unknown as IncidentView[],
  fixes: [
    { id: 'credentials-rejected', title: 'The server refuses the password' },
    { id: 'K11', title: 'The offline folders file is damaged' },
  ],
  policies: [{ id: 'p1', name: 'Field laptops', version: 5 }],
};
const words = (sought: string, more: Partial<Known> = {}) =>
  findings(sought, { ...known, ...more }).map((found) => `${found.kind} ${found.word}`);
const hrefs = (sought: string, more: Partial<Known> = {}) =>
  findings(sought, { ...known, ...more }).map((found) => found.href);

describe('the search field', () => {
  it('finds pages and settings by the beginning of a word, and servers by any part', () => {
    expect(words('ma')).toEqual([
      'page Mailboxes',
      'page Channels',
      'page Maintenance',
      'server imap-01.example.org',
      'server imap-02.example.org',
      'incident imap-03.example.org cannot be reached',
      'fix The offline folders file is damaged',
      'all The list of mailboxes with “ma”',
    ]);
  });

  it('shows mailboxes with their people, and how many there are in all', () => {
    const mailboxes = { items: [zoe], total: 12 };
    expect(words('zoe', { mailboxes })).toEqual(['mailbox Zoë', 'all 12\u00a0mailboxes with “zoe” in the list']);
    expect(findings('zoe', { ...known, mailboxes })[0]).toMatchObject({
      sub: 'zoe@example.net · LT-1',
      status: 'stale',
    });
  });

  it('opens a mailbox that was found by a folder on that folder', () => {
    const mailboxes = { items: [zoe], total: 1 };
    expect(hrefs('invoices', { mailboxes })).toEqual(['/mailboxes/r1?find=invoices', '/mailboxes?q=invoices']);
  });

  it('finds the folders of the mailbox that is open, whatever stands in their names', () => {
    const folders = { replica: 'r1', paths: [['Projects', 'A/B?']] };
    expect(hrefs('a/b', { folders })[0]).toBe('/mailboxes/r1/folders/Projects/A~1B%3F');
  });

  it('finds incidents, fixes, policies, and alerts by their number', () => {
    expect(words('reached')[0]).toBe('incident imap-03.example.org cannot be reached');
    expect(hrefs('k11')[0]).toBe('/fixes?fix=K11');
    expect(hrefs('password refuses')[0]).toBe('/fixes?fix=credentials-rejected');
    expect(hrefs('field')[0]).toBe('/policies?policy=p1');
    expect(hrefs('#1182')[0]).toBe('/alerts/1182');
  });

  it('is quiet when nothing is typed', () => {
    expect(words('  ')).toEqual([]);
  });
});

describe('what was found lately', () => {
  const storage = (held: string | null) => {
    const box = { held };
    return { getItem: () => box.held, setItem: (_: string, value: string) => void (box.held = value) };
  };

  it('is kept once, the newest first, without the status of another day', () => {
    const kept = storage(null);
    const [mailbox] = findings('zoe', { ...known, mailboxes: { items: [zoe], total: 1 } });
    const [fix] = findings('k11', known);
    for (const one of [mailbox!, fix!, mailbox!]) rememberFinding(one, kept);
    expect(recentFindings(kept).map(({ key, status }) => [key, status])).toEqual([
      ['r1', undefined],
      ['fix K11', undefined],
    ]);
  });

  it('leads nowhere else, whatever was put into the store', () => {
    const evil = JSON.stringify([{ kind: 'page', key: 'x', word: 'x', href: '//elsewhere.example' }, 7, null]);
    expect(recentFindings(storage(evil))).toEqual([]);
    expect(recentFindings(storage('no json'))).toEqual([]);
  });
});
