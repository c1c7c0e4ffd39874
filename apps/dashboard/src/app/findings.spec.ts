import { describe, expect, it } from '@jest/globals';
import type { ReplicaRow } from '@lockstep/contracts';
import { findings } from './findings.ts';

const servers = ['imap-01.example.org', 'imap-02.example.org', 'exch-01.example.net'];
const zoe = {
  id: 'r1',
  mailbox: 'zoe@example.net',
  device: 'LT-1',
  labels: { name: 'Zoë' },
  status: 'stale',
} as unknown as ReplicaRow;
const kinds = (sought: string, mailboxes?: Parameters<typeof findings>[2]) =>
  findings(sought, servers, mailboxes).map((found) => `${found.kind} ${found.word}`);

describe('the search field', () => {
  it('finds pages by their beginning and servers by any part', () => {
    expect(kinds('ma')).toEqual([
      'page Mailboxes',
      'server imap-01.example.org',
      'server imap-02.example.org',
      'all The list for “ma”',
    ]);
  });

  it('shows mailboxes with their people, and how many there are in all', () => {
    expect(kinds('zoe', { items: [zoe], total: 12 })).toEqual(['mailbox Zoë', 'all 12 in the list for “zoe”']);
    expect(findings('zoe', [], { items: [zoe], total: 1 })[0]).toMatchObject({ sub: 'zoe@example.net · LT-1' });
  });

  it('is quiet when nothing is typed', () => {
    expect(kinds('  ')).toEqual([]);
  });
});
