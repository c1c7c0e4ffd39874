import { describe, expect, it } from '@jest/globals';
import { type CatchUp, catchUp, evolve, initialReplica, judge } from '../index.ts';
import type { LoggedFolder } from '../replica/replica.events.ts';
import { FOLDER, INBOX, MONDAY, newAgent, report } from '../testing/agent.ts';
import { hours, minutes } from '../testing/durations.ts';
import { seeded } from '../testing/seeded.ts';

const SERVER = 10_000;
type Series = readonly (readonly [at: number, behind: number])[];

/** One folder in step at 0, and then so far behind at each moment; a report every five minutes, that states only what changed. */
function told(series: Series, every = minutes(5)) {
  const agent = newAgent();
  agent.intervalMs = every;
  const says = (at: number, behind: number): void =>
    report(agent, at, { folders: [[FOLDER, SERVER, SERVER - behind, MONDAY]], troubles: [['sync-in-progress']] });
  says(0, 0);
  let before = 0;
  for (const [at, behind] of series) {
    if (behind === before) report(agent, at, { troubles: [['sync-in-progress']] });
    else says(at, behind);
    before = behind;
  }
  return at(agent.facts.reduce(evolve, initialReplica()), series.at(-1)![0]);
}

/** As it is while a sync runs: the series of one folder, whatever judgement makes of it, is what is asked here. */
function at(state: ReturnType<typeof initialReplica>, now: number): CatchUp | null {
  const judgement = judge(state, state.policy, MONDAY + now);
  const moving = {
    ...judgement,
    folders: judgement.folders.map((one) => ({ ...one, status: 'catching-up' as const })),
  };
  return catchUp(state, moving, MONDAY + now).folders[0]!;
}

const everyFive = (from: number, behind: readonly number[]): Series =>
  behind.map((items, index) => [from + minutes(5) * index, items] as const);

describe('how far a backlog is worked off', () => {
  it('is what is left of the most there were, and when it should be done', () => {
    const series = everyFive(minutes(5), [1_000, 900, 800, 700, 600, 500, 400]);
    expect(told(series)).toMatchObject({
      backlog: 400,
      most: 1_000,
      done: 0.6,
      since: MONDAY + minutes(5),
      itemsPerHour: 1_200,
      eta: { at: MONDAY + minutes(35) + minutes(20) },
    });
  });

  it('has no pace while it grows, and none of its growth once it shrinks', () => {
    const growing = Array.from({ length: 12 }, (_, index) => 100 + 100 * index);
    expect(told(everyFive(minutes(5), growing))).toMatchObject({ done: 0, itemsPerHour: null, eta: null });
    const shrinking = [1_150, 1_100, 1_050, 1_000, 950];
    const progress = told(everyFive(minutes(5), [...growing, ...shrinking]));
    expect(progress!.itemsPerHour).toBeCloseTo(600, -1);
  });

  it('has none while it stands still, however it fell before', () => {
    expect(told(everyFive(minutes(5), Array(12).fill(500)))).toMatchObject({ itemsPerHour: null, eta: null });
    const stalled = [1_000, 900, 800, 700, 600, ...Array<number>(60).fill(600)];
    expect(told(everyFive(minutes(5), stalled))).toMatchObject({ itemsPerHour: null, eta: null });
  });

  it('has none from when it has stood still for 40 minutes, and has one again once it falls', () => {
    const falling = Array.from({ length: 17 }, (_, index) => 5_850 - 150 * index);
    const resting = [...falling, ...Array<number>(4).fill(falling.at(-1)!)];
    expect(told(everyFive(minutes(5), resting))!.eta).not.toBeNull();
    const still = [...falling, ...Array<number>(8).fill(falling.at(-1)!)];
    expect(told(everyFive(minutes(5), still))).toMatchObject({ itemsPerHour: null, eta: null });
    const again = Array.from({ length: 6 }, (_, index) => falling.at(-1)! - 150 * (index + 1));
    expect(told(everyFive(minutes(5), [...still, ...again]))!.itemsPerHour).toBeGreaterThan(0);
  });

  it('has none where it goes up and down: to fall as it fell before leads to no end', () => {
    const saw = Array.from({ length: 51 }, (_, hour) => [hours(1 + hour), 30 + (((50 - hour) * 7) % 30)] as const);
    for (let end = 12; end <= saw.length; end += 1)
      expect(told(saw.slice(0, end), hours(1))).toMatchObject({ itemsPerHour: null, eta: null });
  });

  it('is not bent by noise: mail comes and goes while it is worked off', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = seeded(seed);
      const series = everyFive(
        minutes(5),
        Array.from({ length: 16 }, (_, index) => 2_000 - 80 * index + random.below(60)),
      );
      const progress = told(series)!;
      expect(progress.itemsPerHour).toBeGreaterThan(960 * 0.7);
      expect(progress.itemsPerHour).toBeLessThan(960 * 1.4);
      expect(progress.eta!.earliest).toBeLessThanOrEqual(progress.eta!.at);
      expect(progress.eta!.latest).toBeGreaterThanOrEqual(progress.eta!.at);
    }
  });

  it('says nothing of pure noise', () => {
    let said = 0;
    for (let seed = 1; seed <= 50; seed += 1) {
      const random = seeded(seed);
      const series = everyFive(
        minutes(5),
        Array.from({ length: 24 }, () => 500 + random.below(20)),
      );
      if (told(series)!.eta !== null) said += 1;
    }
    expect(said).toBeLessThanOrEqual(2);
  });

  it.each([15, 30, 60])('shows its pace over the bursts of a sync that runs every %i minutes', (every) => {
    const behind = Array.from({ length: 60 }, (_, index) => 6_000 - Math.floor((5 * index) / every) * every * 10);
    const progress = told(everyFive(minutes(5), behind))!;
    expect(progress.itemsPerHour).toBeGreaterThan(600 * 0.7);
    expect(progress.itemsPerHour).toBeLessThan(600 * 1.4);
    expect(progress.eta).not.toBeNull();
  });

  it('leaves out a night with the client off', () => {
    const evening = everyFive(minutes(5), [2_000, 1_900, 1_800, 1_700, 1_600]);
    const morning = everyFive(hours(14), [1_590, 1_490, 1_390, 1_290, 1_190]);
    // Two points of the morning say nothing yet, and the evening is long past.
    expect(told([...evening, ...morning.slice(0, 2)])).toMatchObject({ itemsPerHour: null, eta: null });
    expect(told([...evening, ...morning])!.itemsPerHour).toBeCloseTo(1_200, -1);
  });
});

describe('a replica that catches up', () => {
  const folder = (path: typeof FOLDER, behind: number): LoggedFolder => [path, SERVER, SERVER - behind, MONDAY];

  it('arrives where the sum of its folders does: one is worked on after the other', () => {
    const agent = newAgent();
    const troubles = [['sync-in-progress']] as const;
    report(agent, 0, { kind: 'full', folders: [folder(INBOX, 0), folder(FOLDER, 0)] });
    for (const [minute, inbox, other] of [
      [5, 600, 400],
      [10, 500, 400],
      [15, 400, 400],
      [20, 300, 400],
      [25, 200, 400],
    ] as const)
      report(agent, minutes(minute), { folders: [folder(INBOX, inbox), folder(FOLDER, other)], troubles });
    const state = agent.facts.reduce(evolve, initialReplica());
    const now = MONDAY + minutes(25);
    const { replica, folders } = catchUp(state, judge(state, state.policy, now), now);
    expect(replica).toMatchObject({ backlog: 600, most: 1_000, done: 0.4, itemsPerHour: 1_200 });
    expect(replica!.eta!.at).toBe(now + minutes(30));
    expect(folders.map((one) => one?.eta?.at ?? null)).toEqual([now + minutes(10), null]);
  });

  it('has none while it does not catch up', () => {
    const agent = newAgent();
    report(agent, 0, { kind: 'full', folders: [folder(INBOX, 0)] });
    const state = agent.facts.reduce(evolve, initialReplica());
    expect(catchUp(state, judge(state, state.policy, MONDAY), MONDAY)).toEqual({ folders: [null], replica: null });
  });
});
