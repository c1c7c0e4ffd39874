import { describe, expect, it } from '@jest/globals';
import type { ReplicaRow } from '@lockstep/contracts';
import { admits, moves } from './list-admits.ts';
import { nextSort, parseListSearch, toggledGroup, toQuery, toRead } from './list-search.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');

const row: ReplicaRow = {
  id: 'r1',
  mailbox: 'zoe.marchetti@example.net',
  device: 'LT-FRA-0417',
  labels: { site: 'Lyon' },
  client: { name: 'mbsync', version: '1.4.4' },
  server: 'imap-01.example.org',
  status: 'in-step',
  since: '2026-11-23T07:00:00.000Z',
  silence: null,
  folders: 41,
  foldersOut: 0,
  itemsBehind: 0,
  itemsOnlyOffline: 0,
  lastSynchronizedAt: '2026-11-23T07:00:00.000Z',
  lastReportedAt: '2026-11-23T07:00:00.000Z',
  policy: { id: 'default', version: 1 },
  rules: [],
  acceptedFolders: 0,
  incident: null,
};

describe('the URL of the list', () => {
  it('says what is asked, worst status first', () => {
    expect(parseListSearch({ status: 'stale,mismatched', q: 'zoe', sort: '-itemsBehind' })).toEqual({
      status: 'mismatched,stale',
      q: 'zoe',
      sort: '-itemsBehind',
    });
  });

  it('forgets nonsense, defaults, and a choice of everything', () => {
    expect(parseListSearch({ status: 'red', q: ' ', sort: 'mood', label: 'site', page: 3 })).toEqual({});
    expect(parseListSearch({ status: 'mismatched,stale,silent,unknown,catching-up,in-step', sort: 'status' })).toEqual(
      {},
    );
  });

  it('becomes a query that is always sorted', () => {
    expect(toQuery({})).toEqual({ sort: 'status' });
    expect(toQuery({ status: 'silent', label: 'site:Lyon' })).toEqual({
      status: ['silent'],
      label: ['site:Lyon'],
      sort: 'status',
    });
  });
});

describe('a column pressed', () => {
  it('sorts its natural way, then the other', () => {
    expect(nextSort('status', 'mailbox')).toBe('mailbox');
    expect(nextSort('mailbox', 'mailbox')).toBe('-mailbox');
    expect(nextSort('status', 'itemsBehind')).toBe('-itemsBehind');
    expect(nextSort('-itemsBehind', 'itemsBehind')).toBe('itemsBehind');
  });
});

describe('a live change', () => {
  it('waits when the row would move or leave', () => {
    expect(moves(row, { ...row, status: 'stale' }, { sort: 'status' }, NOW)).toBe(true);
    expect(moves(row, { ...row, status: 'stale' }, { sort: 'mailbox', status: ['in-step'] }, NOW)).toBe(true);
  });

  it('is shown at once when the row stays where it is', () => {
    expect(moves(row, { ...row, itemsBehind: 7 }, { sort: 'status' }, NOW)).toBe(false);
    expect(moves(row, { ...row, status: 'stale' }, { sort: 'mailbox' }, NOW)).toBe(false);
    expect(moves(row, { ...row, lastReportedAt: '2026-11-23T08:00:00.000Z' }, { sort: 'lastReportedAt' }, NOW)).toBe(
      false,
    );
  });

  it('belongs to a list by status, server, label and words', () => {
    expect(admits({ label: ['site:Lyon'], server: 'imap-01.example.org', q: 'MARCH' }, row, NOW)).toBe(true);
    expect(admits({ label: ['site:Paris'] }, row, NOW)).toBe(false);
    expect(admits({ q: 'lt-fra' }, row, NOW)).toBe(true);
    expect(admits({ q: 'nobody' }, row, NOW)).toBe(false);
  });
});

describe('a group that is closed', () => {
  const closed = toggledGroup({ q: 'zoe' }, 'in-step');

  it('stands in the URL, and opens again', () => {
    expect(closed).toEqual({ q: 'zoe', closed: 'in-step' });
    expect(parseListSearch({ closed: 'in-step,stale,red' })).toEqual({ closed: 'stale,in-step' });
    expect(toggledGroup(closed, 'in-step')).toEqual({ q: 'zoe' });
  });

  it('is not read, and is part of the list all the same', () => {
    expect(toRead(closed)!.status).toEqual(['mismatched', 'stale', 'silent', 'unknown', 'catching-up']);
    expect(toQuery(closed).status).toBeUndefined();
    expect(toRead({ status: 'stale,silent', closed: 'stale,in-step' })!.status).toEqual(['silent']);
  });

  it('leaves nothing to read when all are closed, and is none in another order', () => {
    expect(toRead({ status: 'stale', closed: 'stale' })).toBeNull();
    expect(toRead({ status: 'stale', closed: 'stale', sort: 'mailbox' })!.status).toEqual(['stale']);
  });
});
