import { describe, expect, it } from '@jest/globals';
import { minutes } from '../testing/durations.ts';
import { FleetStory } from '../testing/fleet-story.ts';
import { seeded } from '../testing/seeded.ts';

const SERVERS = ['imap-1', 'imap-2', 'imap-3'];
const SITES = ['Lyon', 'Oslo', 'Riga'];
const VERSIONS = ['mbsync 1.4', 'mbsync 1.5', 'Thunderbird 128'];

/** 108 replicas; each combination of server, site and client version as often as any other. */
function office(): { story: FleetStory; of: (scope: 'server' | 'site' | 'client', name: string) => string[] } {
  const story = new FleetStory();
  const who = new Map<string, Record<string, string | null>>();
  for (let index = 0; index < 108; index++) {
    const one = {
      server: SERVERS[index % 3]!,
      site: SITES[Math.floor(index / 3) % 3]!,
      client: VERSIONS[Math.floor(index / 9) % 3]!,
    };
    const [id] = story.enrol(`r${String(index).padStart(3, '0')}`, 1, one);
    who.set(id!, one);
  }
  return { story, of: (scope, name) => [...who].filter(([, one]) => one[scope] === name).map(([id]) => id) };
}

/** One after the other, a few seconds apart, in an order of chance. */
function turn(story: FleetStory, replicas: readonly string[], code: string, atMinute: number, seed = 1): void {
  seeded(seed)
    .shuffle(replicas)
    .forEach((replica, index) => story.holds(replica, { [code]: atMinute + (index * 5) / replicas.length }));
}

describe('an incident', () => {
  it.each([1, 2, 3, 4, 5])('is of the server, when one of three is out (order %i)', (seed) => {
    const { story, of } = office();
    turn(story, of('server', 'imap-2'), 'server-unreachable', 10, seed);
    expect(story.says).toEqual(['server imap-2 server-unreachable 36/36 critical']);
    expect(story.told('IncidentOpened')).toBe(1);
    expect(story.told('IncidentEscalated')).toBe(1);
  });

  it.each([1, 2, 3, 4, 5])('is of the site, when its replicas are out across servers (order %i)', (seed) => {
    const { story, of } = office();
    turn(story, of('site', 'Oslo'), 'server-unreachable', 10, seed);
    expect(story.says).toEqual(['site Oslo server-unreachable 36/36 critical']);
    expect(story.told('IncidentClosed')).toBe(0);
  });

  it.each([1, 2, 3, 4, 5])('is of the client version, when all of one no longer synchronize (order %i)', (seed) => {
    const { story, of } = office();
    turn(story, of('client', 'mbsync 1.5'), 'stale', 10, seed);
    expect(story.says).toEqual(['client mbsync 1.5 stale 36/36 critical']);
  });

  it('is of the server in a fleet with one server, one site and one client version', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 40, { server: 'imap-1', site: 'Lyon', client: 'mbsync 1.4' });
    turn(story, ids, 'server-unreachable', 10);
    expect(story.says).toEqual(['server imap-1 server-unreachable 40/40 critical']);
  });

  it('is of the site in a fleet with one server, when one of its sites is out', () => {
    const story = new FleetStory();
    story.enrol('other', 60, { server: 'imap-1', site: 'Oslo', client: 'mbsync 1.4' });
    const ids = story.enrol('r', 30, { server: 'imap-1', site: 'Lyon', client: 'mbsync 1.4' });
    turn(story, ids, 'server-unreachable', 10);
    expect(story.says).toEqual(['site Lyon server-unreachable 30/30 critical']);
  });

  it('is explained anew when what seemed to be one server turns out to be the site', () => {
    const { story, of } = office();
    const oslo = of('site', 'Oslo');
    const onFirst = oslo.filter((id) => of('server', 'imap-1').includes(id));
    turn(story, onFirst, 'server-unreachable', 10);
    expect(story.open).toHaveLength(1);
    turn(
      story,
      oslo.filter((id) => !onFirst.includes(id)),
      'server-unreachable',
      16,
    );
    expect(story.says).toEqual(['site Oslo server-unreachable 36/36 critical']);
  });

  it('becomes one with another, when servers that failed one by one turn out to be all of a site', () => {
    const story = new FleetStory();
    const servers = ['a', 'b', 'c'].map((name) => story.enrol(name, 30, { server: name, site: 'Lyon' }));
    story.enrol('elsewhere', 100, { server: 'd', site: 'Oslo' });
    for (const [index, ids] of servers.entries()) turn(story, ids, 'server-unreachable', 10 + index * 6);
    expect(story.says).toEqual(['site Lyon server-unreachable 90/90 critical']);
  });

  it('stays of one server, when a single replica of another one in the same site cannot reach it', () => {
    const story = new FleetStory();
    const [down, fine] = ['a', 'b'].map((name) => story.enrol(name, 30, { server: name, site: 'Lyon' }));
    turn(story, down!, 'server-unreachable', 10);
    story.holds(fine![0]!, { 'server-unreachable': 12 });
    expect(story.says).toEqual(['server a server-unreachable 30/30 critical']);
  });

  it('of a server makes no second one of the site or client of a stray replica elsewhere', () => {
    const { story, of } = office();
    turn(story, of('server', 'imap-1'), 'server-unreachable', 10);
    for (const id of of('server', 'imap-2').slice(0, 3)) story.holds(id, { 'server-unreachable': 12 });
    expect(story.says).toEqual(['server imap-1 server-unreachable 36/36 critical']);
    expect(story.told('IncidentOpened')).toBe(1);
  });

  it('stands beside another of another server, when two fail for themselves', () => {
    const { story, of } = office();
    turn(story, of('server', 'imap-1'), 'server-unreachable', 10);
    turn(story, of('server', 'imap-3'), 'credentials-rejected', 12);
    expect(story.says).toEqual([
      'server imap-1 server-unreachable 36/36 critical',
      'server imap-3 credentials-rejected 36/36 critical',
    ]);
  });

  it('takes refused, timed out and insecure connections for one thing', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 12, { server: 'imap-1' });
    const codes = ['server-unreachable', 'server-timeout', 'server-unreachable', 'tls-failed'];
    ids.forEach((id, index) => story.holds(id, { [codes[index % 4]!]: 10 + index }));
    expect(story.says).toEqual(['server imap-1 server-unreachable 12/12 critical']);
  });

  it('is not made by replicas of one server that have each its own trouble, and differ by it', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 12, { server: 'imap-1' });
    const codes = ['sync-state-damaged', 'uidvalidity-changed', 'folder-marker-missing', 'tls-failed'];
    codes.forEach((code, index) => story.holds(ids[index]!, { [code]: 5 + index, mismatch: 10 + index }));
    codes.forEach((code, index) => story.holds(ids[index]!, { [code]: 5 + index, mismatch: 10 + index, stale: 250 }));
    expect(story.events).toEqual([]);
    // Nor do they count for those that do turn together, or join them.
    turn(story, ids.slice(6, 9), 'mismatch', 12);
    expect(story.membersOf(story.open[0]!)).toEqual(ids.slice(6, 9));
  });

  it('is not made by replicas that nobody is logged on to, or whose mail is delivered elsewhere', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 17, { client: 'Outlook 9' });
    for (const id of ids.slice(0, 10)) story.explained.add(id);
    turn(story, ids.slice(0, 10), 'stale', 10);
    expect(story.events).toEqual([]);
    turn(story, ids.slice(10, 14), 'stale', 12);
    expect(story.membersOf(story.open[0]!)).toEqual(ids.slice(10, 14));
  });

  it('keeps those that find a trouble of their own while they are members', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 12, { server: 'imap-1' });
    turn(story, ids, 'stale', 10);
    story.holds(ids[0]!, { stale: 10, 'sync-state-damaged': 30 });
    expect(story.says).toEqual(['server imap-1 stale 12/12 critical']);
    story.holds(ids[0]!, { 'sync-state-damaged': 30 }, 40);
    expect(story.says).toEqual(['server imap-1 stale 11/12 critical']);
  });

  it('leaves out unrelated troubles of the same server', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1' });
    story.holds(ids[29]!, { 'offline-store-damaged': 9 });
    story.holds(ids[28]!, { mismatch: 9 });
    turn(story, ids.slice(0, 12), 'server-unreachable', 10);
    expect(story.membersOf(story.open[0]!)).toEqual(ids.slice(0, 12));
  });

  it('leaves out one that has been stale for a week, and takes in one that was a little earlier', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1' });
    story.holds(ids[29]!, { stale: 0 });
    story.holds(ids[28]!, { stale: 9_985 });
    turn(story, ids.slice(0, 10), 'stale', 10_000);
    expect(story.membersOf(story.open[0]!)).toEqual([...ids.slice(0, 10), ids[28]]);
  });

  it('needs three users, however many replicas they have', () => {
    const story = new FleetStory();
    const ids = ['anna', 'bert'].flatMap((name) => story.enrol(name, 3, { server: 'imap-1', mailbox: `${name}@x` }));
    turn(story, ids, 'server-unreachable', 10);
    expect(story.open).toEqual([]);
    story.holds(story.enrol('carl', 1, { server: 'imap-1' })[0]!, { 'server-unreachable': 16 });
    expect(story.says).toEqual(['server imap-1 server-unreachable 7/7 critical']);
  });

  it('needs a fifth of the group, within 30 minutes: a trickle over the day is none', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 60, { server: 'imap-1', site: 'Lyon', client: 'mbsync 1.4' });
    ids.forEach((id, index) => story.holds(id, { stale: index * 24 }));
    expect(story.events).toEqual([]);
  });

  it('shrinks as they recover, and closes below a tenth', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1' });
    turn(story, ids, 'server-unreachable', 10);
    ids.slice(0, 15).forEach((id, index) => story.recovers(id, 60 + index));
    expect(story.says).toEqual(['server imap-1 server-unreachable 15/30 critical']);
    ids.slice(15, 27).forEach((id, index) => story.recovers(id, 80 + index));
    expect(story.open).toHaveLength(1);
    story.recovers(ids[27]!, 100);
    expect(story.open).toEqual([]);
    const [closed] = story.closed;
    expect(closed).toMatchObject({ most: 30, closed: { at: minutes(100) }, total: 30 });
    expect(story.events.at(-1)).toMatchObject({ type: 'IncidentClosed', data: { most: 30 } });
  });

  it('that closed does not come back by those it left behind, nor by news of its own time that comes late', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1' });
    turn(story, ids.slice(0, 20), 'server-unreachable', 10);
    ids.slice(0, 18).forEach((id) => story.recovers(id, 60));
    expect(story.open).toEqual([]);
    for (const id of ids.slice(20)) story.holds(id, { 'server-unreachable': 12 }, 12);
    expect(story.open).toEqual([]);
    expect(story.told('IncidentOpened')).toBe(1);
  });

  it('opens again as a new one, when they relapse after it closed; before that they join it again', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1' });
    turn(story, ids, 'server-unreachable', 10);
    for (const id of ids.slice(0, 20)) story.recovers(id, 60);
    for (const id of ids.slice(0, 10)) story.holds(id, { 'server-unreachable': 70 });
    expect(story.says).toEqual(['server imap-1 server-unreachable 20/30 critical']);
    for (const id of ids) story.recovers(id, 90);
    expect(story.open).toEqual([]);
    turn(story, ids.slice(0, 10), 'server-unreachable', 120);
    expect(story.says).toEqual(['server imap-1 server-unreachable 10/30']);
    expect(story.told('IncidentOpened')).toBe(2);
  });

  it('keeps members for what follows from it, and opens no second one for that', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1', site: 'Lyon', client: 'mbsync 1.4' });
    turn(story, ids, 'server-unreachable', 10);
    for (const id of ids) story.holds(id, { 'server-unreachable': 12, stale: 260, mismatch: 300 });
    for (const id of ids.slice(0, 20)) story.holds(id, { stale: 260 }, 320);
    expect(story.says).toEqual(['server imap-1 server-unreachable 30/30 critical']);
    for (const id of ids) story.recovers(id, 330);
    expect(story.open).toEqual([]);
    expect(story.told('IncidentOpened')).toBe(1);
  });

  it('explains who grows stale on its server meanwhile without saying why', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1', site: 'Lyon' });
    turn(story, ids.slice(0, 10), 'server-unreachable', 10);
    turn(story, ids.slice(10), 'stale', 250);
    expect(story.says).toEqual(['server imap-1 server-unreachable 30/30 critical']);
  });

  it('does not take silence for recovery', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 10, { server: 'imap-1' });
    turn(story, ids, 'stale', 10);
    for (const id of ids) story.holds(id, { silent: 60 });
    expect(story.says).toEqual(['server imap-1 stale 10/10 critical']);
    for (const id of ids) story.recovers(id, 900);
    expect(story.open).toEqual([]);
  });

  it('is not made by an evening on which everybody goes home, nor by the morning after', () => {
    const { story, of } = office();
    const lyon = of('site', 'Lyon');
    turn(story, lyon, 'silent', 540);
    turn(story, lyon, 'offline-store-in-use', 1_440);
    turn(story, lyon, 'sync-interrupted', 1_450);
    turn(story, lyon, 'catching-up', 1_460);
    expect(story.events).toEqual([]);
  });

  it('loses those that retire, move to another server, or are not heard of any more', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 30, { server: 'imap-1' });
    turn(story, ids, 'server-unreachable', 10);
    story.is(ids[0]!, null, 20);
    story.is(ids[1]!, { mailbox: 'x', server: 'imap-2', site: null, client: null }, 20);
    expect(story.says).toEqual(['server imap-1 server-unreachable 28/28 critical']);
  });

  it('closes when so many join the group that it is no more than a tenth', () => {
    const story = new FleetStory();
    turn(story, story.enrol('r', 4, { server: 'imap-1' }), 'server-unreachable', 10);
    expect(story.open).toHaveLength(1);
    story.enrol('more', 37, { server: 'imap-1' });
    expect(story.open).toEqual([]);
  });

  it('of 5,000 replicas at once is found in little time, by one fact each', () => {
    const story = new FleetStory();
    const ids = story.enrol('r', 5_000, { server: 'imap-1', site: 'Lyon', client: 'mbsync 1.4' });
    story.enrol('other', 5_000, { server: 'imap-2', site: 'Lyon', client: 'mbsync 1.4' });
    const began = Date.now();
    turn(story, ids, 'server-unreachable', 10);
    for (const id of ids) story.recovers(id, 60);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(story.closed).toHaveLength(1);
    expect(story.told('IncidentOpened')).toBe(1);
    // A name or two for each replica, and little else.
    expect(JSON.stringify(story.events).length).toBeLessThan(10_000 * 250);
  });
});
