import { days, hours } from '../time.ts';
import { sendReport } from './agent.ts';
import type { World } from './world.ts';

/** Lets time pass: mail comes, runs begin and end, the agent reports, and what was planned happens. */
export function run(world: World, ms: number): void {
  const until = world.now + ms;
  for (;;) {
    const next = Math.min(
      world.acts[0]?.at ?? Infinity,
      world.running?.endsAt ?? world.nextSyncAt,
      world.agent.nextReportAt,
      until,
    );
    mailComes(world, next - world.now);
    world.now = Math.max(world.now, next);
    if (next === until) return;
    if (next === world.acts[0]?.at) world.acts.shift()!.act(world);
    else if (next === world.agent.nextReportAt) sendReport(world);
    else if (world.running) endRun(world);
    else beginRun(world);
  }
}

/** Until the clock says so, on the day that has begun or on one of the next. */
export function runUntil(world: World, at: number): void {
  run(world, Math.max(0, at - world.now));
}

export function plan(world: World, at: number, act: (world: World) => void): void {
  world.acts.push({ at, act });
  world.acts.sort((one, other) => one.at - other.at);
}

/** At that hour of every working day from now on. */
export function everyWorkday(world: World, hour: number, act: (world: World) => void, count = 40): void {
  const today = world.now - (world.now % days(1));
  for (let day = 0; day < count; day += 1) {
    const at = today + days(day) + hours(hour);
    if (at > world.now && isWorkday(at)) plan(world, at, act);
  }
}

export const isWorkday = (at: number): boolean => {
  const day = new Date(at).getUTCDay();
  return day !== 0 && day !== 6;
};
export const hourOf = (at: number): number => (at % days(1)) / hours(1);

export const officeHours =
  (from = 8, to = 17.5) =>
  (at: number): boolean =>
    isWorkday(at) && hourOf(at) >= from && hourOf(at) < to;

/** A run by hand, at once and done within a minute. */
export function synchronizeNow(world: World, how = world.sync.run, trigger: World['sync']['trigger'] = 'manual'): void {
  if (how === null) return;
  const startedAt = world.now - 30_000;
  note(world, startedAt, trigger, how(world, world.now));
}

function mailComes(world: World, ms: number): void {
  if (ms <= 0) return;
  const busy = isWorkday(world.now) && hourOf(world.now) >= 7 && hourOf(world.now) < 19;
  const share = (ms / days(1)) * (busy ? 1.8 : 0.25) * world.bustle;
  for (const folder of world.folders) {
    if (folder.mailPerDay === 0) continue;
    folder.server += world.random.often(folder.mailPerDay * share);
    folder.server -= Math.min(folder.server, world.random.often(folder.mailPerDay * share * folder.deleted));
  }
}

function beginRun(world: World): void {
  world.nextSyncAt = world.now + world.sync.everyMs;
  if (world.sync.run === null || !world.on(world.now)) return;
  world.running = { startedAt: world.now, endsAt: world.now + world.sync.takesMs };
}

function endRun(world: World): void {
  const { startedAt } = world.running!;
  world.running = null;
  world.nextSyncAt = Math.max(world.now + 1, startedAt + world.sync.everyMs);
  // A lid that closed in the middle leaves nothing behind.
  if (world.sync.run === null || !world.on(world.now)) return;
  note(world, startedAt, world.sync.trigger, world.sync.run(world, world.now));
}

function note(
  world: World,
  startedAt: number,
  trigger: World['sync']['trigger'],
  ended: ReturnType<NonNullable<World['sync']['run']>>,
): void {
  if (!world.sync.seen) return;
  const ahead = world.agent.clockAheadMs;
  world.agent.attempts.push({
    startedAt: new Date(startedAt + ahead).toISOString(),
    endedAt: new Date(world.now + ahead).toISOString(),
    trigger,
    ...ended,
  });
}
