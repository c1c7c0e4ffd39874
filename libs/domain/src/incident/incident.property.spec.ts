import { describe, expect, it } from '@jest/globals';
import { FleetStory, type Holds } from '../testing/fleet-story.ts';
import { seeded } from '../testing/seeded.ts';
import { SCOPES, groupKey, groupsOf } from './groups.ts';
import { noneTouched, type Incident, type IncidentsState } from './incident.state.ts';
import { restoreIncidents } from './restore.ts';
import { isStillAffected } from './symptoms.ts';

const CODES = [
  'server-unreachable',
  'tls-failed',
  'credentials-rejected',
  'offline-store-damaged',
  'stale',
  'mismatch',
  'silent',
];

/** Weeks of chance in which now and then a group turns together; news comes late, replicas move, retire and return. */
function live(seed: number, between: (story: FleetStory) => void): FleetStory {
  const random = seeded(seed);
  const story = new FleetStory();
  const pick = (names: readonly string[]) => (random.chance(0.1) ? null : random.pick(names));
  const who = (id: string) => ({
    mailbox: `${id.slice(0, -1)}@example.org`,
    server: pick(['a', 'b', 'c']),
    site: pick(['Lyon', 'Oslo']),
    client: pick(['x 1', 'x 2', 'y']),
  });
  const ids = Array.from({ length: 60 }, (_, index) => `r${String(index).padStart(3, '0')}`);
  const groups = new Map<string, ReturnType<typeof who>>();
  const enrol = (id: string, now: number) => {
    groups.set(id, who(id));
    story.is(id, groups.get(id)!, now);
  };
  for (const id of ids) enrol(id, 0);

  let now = 0;
  const holds = new Map<string, Record<string, number>>();
  const turn = (id: string, code: string, since: number) => {
    const held = { ...holds.get(id) };
    if (random.chance(0.8)) held[code] ??= since;
    else delete held[code];
    holds.set(id, held);
    story.holds(id, held, random.chance(0.1) ? since : now);
  };
  for (let step = 0; step < 250; step++) {
    now += random.below(20);
    const kind = random.next();
    const late = random.chance(0.1) ? random.below(300) : 0;
    if (kind < 0.6) turn(random.pick(ids), random.pick(CODES), Math.max(0, now - late));
    else if (kind < 0.75) {
      const id = random.pick(ids);
      holds.set(id, {});
      story.holds(id, {} as Holds, now);
    } else if (kind < 0.8) enrol(random.pick(ids), now);
    else if (kind < 0.82) story.is(random.pick(ids), null, now);
    else {
      const scope = random.pick(SCOPES);
      const name = groups.get(random.pick(ids))![scope];
      const code = random.pick(CODES);
      const heals = random.chance(0.4);
      for (const id of random.shuffle(ids.filter((one) => groups.get(one)![scope] === name))) {
        if (heals) story.holds(id, holds.set(id, {}).get(id)!, now);
        else if (random.chance(0.9)) turn(id, code, now - random.below(10));
      }
    }
    between(story);
  }
  return story;
}

const SEEDS = Array.from({ length: 30 }, (_, index) => index + 1);

describe('incidents of whatever may happen', () => {
  it.each(SEEDS)('have members that are affected, of its group, and of no other (%i)', (seed) => {
    const story = live(seed, ({ state }) => {
      const seen = new Set<string>();
      for (const incident of state.open.values()) {
        const { members, total, family, scope, name } = incident;
        must(incident.closed === null && members.size > 0 && members.size >= 0.1 * total, 'be open while it is');
        must(total === state.groups.get(groupKey(scope, name)), 'know how many its group has');
        let users = 0;
        for (const count of incident.mailboxes.values()) users += count;
        must(users === members.size, 'count each mailbox');
        for (const member of members.values()) {
          const { symptoms, who, ...affected } = state.affected.get(member.replica)!;
          must(!seen.has(member.replica) && affected.member === member, 'have members of no other');
          must(who[scope] === name, 'have members of its group');
          must(isStillAffected(symptoms, family, member.since), 'have members that are affected');
          seen.add(member.replica);
        }
      }
      for (const { member, replica } of state.affected.values())
        must(member === null || member.incident.members.get(replica) === member, 'know their members');
    });
    expect(story.told('IncidentOpened')).toBeGreaterThan(0);
  });

  it.each(SEEDS.slice(0, 10))('count each replica once in each of its groups (%i)', (seed) => {
    live(seed, ({ state, whoIs }) => {
      const counted = new Map<string, number>();
      for (const who of whoIs.values())
        for (const { key } of groupsOf(who)) counted.set(key, (counted.get(key) ?? 0) + 1);
      expect(new Map([...state.groups].filter(([, count]) => count > 0))).toEqual(counted);
    });
  });

  it.each(SEEDS.slice(0, 15))('are the same when memory was lost and read back at any moment (%i)', (seed) => {
    const remembered = live(seed, () => undefined);
    const random = seeded(seed);
    const readBack = live(seed, (story) => {
      if (random.chance(0.2)) story.state = again(story.state);
    });
    expect(readBack.events).toEqual(remembered.events);
    expect(stored(readBack.state)).toEqual(stored(remembered.state));
  });

  it.each(SEEDS)('tell the log their whole life (%i)', (seed) => {
    const { events, state } = live(seed, () => undefined);
    const members = new Map<string, Set<string>>();
    for (const { type, incident, data } of events) {
      if (type === 'IncidentOpened') members.set(incident, new Set());
      if (type === 'IncidentClosed') members.delete(incident);
      if (type !== 'IncidentChanged') continue;
      for (const id of data.joined ?? []) members.get(incident)!.add(id);
      for (const id of data.left ?? []) members.get(incident)!.delete(id);
    }
    const open = [...state.open.values()].map(({ id, members: in_ }) => [id, [...in_.keys()].sort()]);
    expect([...members].map(([id, of]) => [id, [...of].sort()]).sort()).toEqual(open.sort());
  });
});

/** Thousands of times a run, where `expect` would take most of the time. */
function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Incidents must ${what}.`);
}

function stored(state: IncidentsState) {
  return {
    groups: [...state.groups].sort(),
    closedAt: [...state.closedAt].sort(),
    affected: [...state.affected.values()]
      .map(({ replica, who, symptoms }) => ({ replica, who, symptoms: new Map(symptoms) }))
      .sort(by(({ replica }) => replica)),
    incidents: [...state.open.values()]
      .map(({ members: _members, mailboxes: _mailboxes, ...rest }) => structured(rest))
      .sort(by(({ id }) => id)),
    members: [...state.open.values()]
      .flatMap(({ id, members }) => [...members.values()].map((member) => ({ ...member, incident: id })))
      .sort(by(({ replica }) => replica)),
  };
}

/** As if the rows had been written, and read by another process. */
function again(state: IncidentsState): IncidentsState {
  return { ...restoreIncidents(stored(state)), touched: noneTouched() };
}

const structured = (incident: Omit<Incident, 'members' | 'mailboxes'>): typeof incident =>
  JSON.parse(JSON.stringify(incident)) as typeof incident;

const by =
  <T>(key: (of: T) => string) =>
  (a: T, b: T): number =>
    key(a) < key(b) ? -1 : 1;
