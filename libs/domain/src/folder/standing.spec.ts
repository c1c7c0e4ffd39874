import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, type FolderJudgement, type ReplicaState, evolve, initialReplica, judge } from '../index.ts';
import { FOLDER, INBOX, MONDAY, newAgent, report, stated } from '../testing/agent.ts';
import { hours, minutes } from '../testing/durations.ts';
import { seeded } from '../testing/seeded.ts';

/** One look: when, both counts, and when a sync had last completed by then. */
type Look = readonly [at: number, server: number, offline: number, last: number | null];

interface Told {
  readonly path?: typeof FOLDER;
  readonly every?: number;
}

/** The judgement after each look. A look that shows nothing new is a heartbeat. */
function told(looks: readonly Look[], { path = FOLDER, every = minutes(10) }: Told = {}): FolderJudgement[] {
  const agent = newAgent();
  agent.intervalMs = every;
  let state = initialReplica();
  let folded = 0;
  let before = '';
  return looks.map(([at, server, offline, last]) => {
    const said = `${server} ${offline} ${last}`;
    report(agent, at, { folders: said === before ? [] : [stated({ path, server, offline, last })] });
    before = said;
    for (; folded < agent.facts.length; folded += 1) state = evolve(state, agent.facts[folded]!);
    return at_(state, at);
  });
}

const at_ = (state: ReplicaState, at: number) => judge(state, DEFAULT_POLICY, MONDAY + at).folders[0]!;
const mismatch = (judged: FolderJudgement) => judged.conditions.find(({ rule }) => rule === 'mismatch');
const severities = (all: readonly FolderJudgement[]) => new Set(all.map((one) => mismatch(one)?.severity ?? null));
const turns = (all: readonly FolderJudgement[]) =>
  all.filter(({ status }, index) => index > 0 && status !== all[index - 1]!.status).length;

interface Mail {
  readonly hours: number;
  readonly perHour: number;
  readonly stays: number;
  readonly deleted?: number;
  readonly syncEvery?: number;
  readonly lookEvery?: number;
  readonly seed?: number;
}

/** Mail comes and goes, each sync carries all but what stays behind, and the agent looks now and then; none of it is in phase. */
function mailLife({ deleted = 0.2, syncEvery = minutes(10), lookEvery = minutes(10), ...mail }: Mail): Look[] {
  const random = seeded(mail.seed ?? 1);
  let server = 346;
  let offline = 346;
  let last = -minutes(5);
  const looks: Look[] = [[0, server, offline, last]];
  let nextLook = lookEvery;
  let stays = 0;
  for (let at = minutes(1); at <= hours(mail.hours); at += minutes(1)) {
    if (random.chance(mail.perHour / 60)) server += 1;
    if (random.chance((mail.perHour * deleted) / 60)) server -= 1;
    if (at === hours(1)) server += stays = mail.stays;
    if (at % syncEvery === minutes(4)) {
      offline = server - stays;
      last = at;
    }
    if (at < nextLook) continue;
    looks.push([at, server, offline, last]);
    nextLook += lookEvery;
  }
  return looks;
}

describe('a few items that every sync leaves behind', () => {
  it.each([
    ['one, where mail comes now and then', { hours: 30, perHour: 0.7, stays: 1, deleted: 0 }],
    ['three, where mail is deleted as well', { hours: 30, perHour: 1.5, stays: 3, deleted: 0.3 }],
    [
      'two, looked at each five minutes',
      { hours: 30, perHour: 2, stays: 2, lookEvery: minutes(5), syncEvery: minutes(5) },
    ],
    ['three, synchronized each half hour', { hours: 30, perHour: 2, stays: 3, syncEvery: minutes(30) }],
  ] as [string, Mail][])('are told after a day on: %s', (_, mail) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const all = told(mailLife({ ...mail, seed }), { every: mail.lookEvery ?? minutes(10) });
      const last = all.at(-1)!;
      expect(mismatch(last)).toMatchObject({ severity: 'warning', kind: 'although-synchronizing' });
      expect(severities(all.slice(0, 23 * 6))).toEqual(new Set([null]));
    }
  });

  it('are told in the Inbox after an hour that is quiet enough to see them', () => {
    const all = told(mailLife({ hours: 5, perHour: 0.5, stays: 1 }), { path: INBOX });
    expect(mismatch(all.at(-1)!)).toMatchObject({ severity: 'critical' });
  });

  it('stay told over one look at which a deletion makes the counts equal', () => {
    const steady = Array.from({ length: 150 }, (_, look): Look => [
      minutes(10 * look),
      101,
      100,
      minutes(10 * look - 2),
    ]);
    const all = told([
      ...steady,
      [hours(25), 100, 100, hours(25) - minutes(12)],
      [hours(25) + minutes(10), 100, 99, hours(25) + minutes(8)],
    ]);
    expect(mismatch(all.at(-3)!)).toMatchObject({ severity: 'warning' });
    expect(all.at(-2)).toMatchObject({ status: 'in-step' });
    expect(mismatch(all.at(-1)!)).toMatchObject({ severity: 'warning' });
    expect(all.at(-1)).toMatchObject({ status: 'mismatched' });
  });

  it('stay told when one of them seems to be gone for a look, and other mail comes through next', () => {
    const steady = Array.from({ length: 150 }, (_, look): Look => [
      minutes(10 * look),
      102,
      100,
      minutes(10 * look - 2),
    ]);
    const all = told([
      ...steady,
      [hours(25), 101, 100, hours(25) - minutes(2)],
      [hours(25) + minutes(10), 101, 99, hours(25) + minutes(8)],
      [hours(25) + minutes(20), 103, 101, hours(25) + minutes(18)],
      [hours(25) + minutes(30), 103, 101, hours(25) + minutes(28)],
    ]);
    for (const one of all.slice(-4)) expect(mismatch(one)).toMatchObject({ severity: 'warning' });
  });

  it('are gone when a sync completes and the counts are equal', () => {
    const steady = Array.from({ length: 150 }, (_, look): Look => [
      minutes(10 * look),
      101,
      100,
      minutes(10 * look - 2),
    ]);
    const all = told([
      ...steady,
      [hours(25), 101, 101, hours(25) - minutes(2)],
      [hours(25) + minutes(10), 102, 101, hours(25) + minutes(8)],
      [hours(25) + minutes(20), 103, 102, hours(25) + minutes(18)],
    ]);
    expect(all.at(-1)!.conditions).toEqual([]);
  });
});

describe('an Inbox that is merely never equal when one looks', () => {
  it.each([
    ['synchronized each five minutes', { perHour: 24, syncEvery: minutes(5), lookEvery: minutes(5) }],
    ['synchronized each ten minutes', { perHour: 40, deleted: 0.25 }],
    ['synchronized each half hour', { perHour: 20, deleted: 0.25, syncEvery: minutes(30) }],
    ['with much deleted', { perHour: 20, deleted: 0.6, syncEvery: minutes(30) }],
    ['at night', { perHour: 3, deleted: 0.25, syncEvery: minutes(30) }],
  ] as [string, Omit<Mail, 'hours' | 'stays'>][])('is not told: %s', (_, mail) => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const all = told(mailLife({ hours: 12, stays: 0, ...mail, seed }), {
        path: INBOX,
        every: mail.lookEvery ?? minutes(10),
      });
      expect({ seed, told: [...severities(all)] }).toEqual({ seed, told: [null] });
    }
  });

  it('is not told when more came through than was there at the look after the last sync', () => {
    const clock = (hour: number, minute: number) => hours(hour - 11) + minutes(minute - 34);
    const looks: Look[] = [
      [clock(11, 34), 1266, 1265, clock(11, 33)],
      [clock(11, 44), 1273, 1265, clock(11, 33)],
      [clock(11, 54), 1276, 1265, clock(11, 33)],
      [clock(12, 4), 1284, 1283, clock(12, 3)],
      [clock(12, 24), 1289, 1283, clock(12, 3)],
      [clock(12, 34), 1289, 1288, clock(12, 33)],
      [clock(12, 54), 1294, 1288, clock(12, 33)],
      [clock(13, 4), 1297, 1296, clock(13, 3)],
      [clock(13, 14), 1298, 1296, clock(13, 3)],
    ];
    expect(severities(told(looks, { path: INBOX }))).toEqual(new Set([null]));
  });

  it('is not told of a difference that has changed its sign: it is another', () => {
    const looks: Look[] = [
      [minutes(0), 3249, 3249, -minutes(15)],
      [minutes(10), 3248, 3249, -minutes(15)],
      [minutes(20), 3249, 3250, minutes(15)],
      [minutes(50), 3249, 3248, minutes(45)],
      [minutes(60), 3250, 3248, minutes(45)],
      [minutes(69), 3251, 3248, minutes(45)],
      [minutes(79), 3252, 3251, minutes(75)],
    ];
    expect(severities(told(looks, { path: INBOX }))).toEqual(new Set([null]));
  });

  it('is not told once the client is off: what was seen for a quarter of an hour has not stood for an hour', () => {
    const agent = newAgent();
    agent.intervalMs = minutes(15);
    const says = (at: number, server: number, offline: number) =>
      report(agent, at, { folders: [stated({ path: INBOX, server, offline, last: -minutes(10) })] });
    says(0, 1934, 1934);
    says(minutes(15), 1935, 1934);
    says(minutes(30), 1936, 1934);
    const state = agent.facts.reduce(evolve, initialReplica());
    for (let at = minutes(30); at < hours(14); at += minutes(5)) expect(at_(state, at).conditions).toEqual([]);
  });
});

describe('a mismatch that stands', () => {
  const noise = (looks: number, around: number, by: number, seed: number): Look[] => {
    const random = seeded(seed);
    return Array.from({ length: looks }, (_, look): Look => {
      const items = around + random.below(2 * by + 1) - by;
      const offline = 270 + look;
      return [minutes(10 * look), offline + items, offline, minutes(10 * look - 3)];
    });
  };

  it.each([
    [20, 1],
    [20, 2],
    [60, 3],
    [400, 8],
  ])('does not seem to shrink within its own noise: %i ± %i', (around, by) => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const all = told(noise(6 * 48, around, by, seed)).slice(24);
      expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['mismatched']));
    }
  });

  it('catches up once it falls clearly, at once or look by look', () => {
    const stands = Array.from({ length: 12 }, (_, look): Look => [minutes(10 * look), 5000, 4000, -minutes(5)]);
    const falls = Array.from({ length: 8 }, (_, look): Look => [
      minutes(120 + 10 * look),
      5000,
      4000 + 30 * (look + 1),
      -minutes(5),
    ]);
    const jumps: Look = [minutes(120), 5000, 4600, -minutes(5)];
    expect(told(stands).at(-1)!.status).toBe('mismatched');
    expect(told([...stands, jumps]).at(-1)!.status).toBe('catching-up');
    const slowly = told([...stands, ...falls]);
    expect(slowly.at(-1)!.status).toBe('catching-up');
    expect(turns(slowly.slice(12))).toBeLessThanOrEqual(1);
  });
});

describe('a big folder that arrives in one long run', () => {
  const arrives = (until: number): Look[] =>
    Array.from({ length: Math.floor(until / minutes(15)) }, (_, look): Look => {
      // A report is never quite on time.
      const at = minutes(15) * look + (look % 2) * 700;
      return [at, 9000, Math.min(9000, 500 * Math.floor((at + minutes(3)) / minutes(20))), null];
    });

  it('is catching up the whole time, between two looks as well', () => {
    const agent = newAgent();
    agent.intervalMs = minutes(15);
    let state = initialReplica();
    let folded = 0;
    const looks = arrives(hours(5));
    const words = new Set<string>();
    looks.forEach(([at, server, offline, last], index) => {
      report(agent, at, { folders: offline === looks[index - 1]?.[2] ? [] : [stated({ server, offline, last })] });
      for (; folded < agent.facts.length; folded += 1) state = evolve(state, agent.facts[folded]!);
      for (const later of [0, 7, 14.9]) words.add(at_(state, at + minutes(later)).status);
    });
    expect(words).toEqual(new Set(['catching-up']));
  });
});

describe('a folder that is stale and shrinks', () => {
  const shrinks = (looks: number): Look[] =>
    Array.from({ length: looks }, (_, look): Look => [minutes(10 * look), 7200, 1000 + 40 * look, -minutes(5)]);

  it('is called stale and nobody is told, for as long as it shrinks', () => {
    const all = told(shrinks(6 * 8));
    const last = all.at(-1)!;
    expect(last.status).toBe('stale');
    expect(last.conditions.map(({ rule, severity }) => [rule, severity])).toEqual([['stale', null]]);
  });

  it('is told once it stands still', () => {
    const before = shrinks(6 * 8);
    const stuck = Array.from({ length: 6 }, (_, look): Look => [
      hours(8) + minutes(10 * look),
      7200,
      before.at(-1)![2],
      -minutes(5),
    ]);
    const { conditions } = told([...before, ...stuck]).at(-1)!;
    expect(conditions.find(({ rule }) => rule === 'stale')).toMatchObject({ severity: 'warning' });
  });
});
