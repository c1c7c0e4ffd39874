import { describe, expect, it } from '@jest/globals';
import { parse, Report } from '@lockstep/contracts';
import { makeFleet } from '../fleet/fleet.ts';
import type { Mailbox } from '../fleet/mailbox.ts';
import { observe, type Observation } from '../observe.ts';
import { history } from '../report/history.ts';
import { createReporter } from '../report/reporter.ts';
import { days, hours, minutes, type Instant } from '../time.ts';
import { bigBacklog } from './big-backlog.ts';
import { deletesOfflineMail } from './deletes-offline-mail.ts';
import { fallsBehind } from './falls-behind.ts';
import { flapping } from './flapping.ts';
import { goesSilent } from './goes-silent.ts';
import { inStep } from './in-step.ts';
import { neverReports } from './never-reports.ts';
import { passwordExpired } from './password-expired.ts';
import { serverOutage } from './server-outage.ts';
import { stopsSyncing } from './stops-syncing.ts';
import { STORIES } from './stories.ts';
import type { Story } from './story.ts';
import { weeksHoliday } from './weeks-holiday.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z'); // a Wednesday
const EPOCH = 'b0c4f3a2-0000-4000-8000-000000000001';

describe('a mailbox', () => {
  it('in step is equal right after each synchronization, all week long', () => {
    const { all } = told(inStep);
    expect(all.filter(isSteady).every(equal)).toBe(true);
  });

  it('that falls behind differs by dozens, then fetches piece by piece, then is equal again', () => {
    const { all } = told(fallsBehind);
    expect(phases(all, (seen) => (inProgress(seen) ? 'fetching' : behind(seen) >= 40 ? 'behind' : 'equal'))).toEqual(
      expect.arrayContaining(['equal>behind', 'behind>fetching', 'fetching>equal']),
    );
  });

  it('that stops synchronizing keeps reporting an ever older date', () => {
    const { all, last } = told(stopsSyncing);
    expect(all.every((seen) => oldestSync(seen) <= seen.at)).toBe(true);
    expect(last.at - oldestSync(last)).toBeGreaterThan(hours(4.9));
  });

  it('that stops synchronizing is behind when much mail comes, and equal enough when little does', () => {
    const differences = fleet(stopsSyncing, 24).map((mailbox) => behind(seenAt(mailbox, NOON)));
    expect(differences.some((items) => items >= 10) && differences.some((items) => items < 10)).toBe(true);
  });

  it('that deletes offline mail stays fewer offline although it has just synchronized', () => {
    const { last } = told(deletesOfflineMail);
    expect([behind(last) >= 110, last.at - oldestSync(last) <= minutes(11)]).toEqual([true, true]);
  });

  it('that goes silent says nothing at the anchor, and had much to say before', () => {
    const [mailbox] = fleet(goesSilent, 1);
    expect([observe(mailbox!, NOON, NOON) === null, weekOf(mailbox!).length > 50]).toEqual([true, true]);
  });

  it('never reported, when its agent was never started', () => {
    expect(weekOf(fleet(neverReports, 1)[0]!)).toEqual([]);
  });

  it('on a server that is out cannot say how many items that holds, and attempts in vain', () => {
    const { all } = told(serverOutage);
    const out = all.filter((seen) => seen.troubles[0]?.code === 'server-unreachable');
    expect(out.length).toBeGreaterThanOrEqual(4);
    expect(out.every((seen) => seen.folders.every((folder) => folder.serverItems === null))).toBe(true);
    expect(out.flatMap((seen) => seen.attempts).every((attempt) => attempt.outcome === 'failed')).toBe(true);
  });

  it('on a server that is out is so at the same time as all the others', () => {
    const outages = fleet(serverOutage, 9).map((box) => weekOf(box).find((seen) => seen.troubles.length > 0)!.at);
    expect(Math.max(...outages) - Math.min(...outages)).toBeLessThan(minutes(31));
  });

  it('that flaps turns from readable to unreadable and back at least ten times a day', () => {
    const { all } = told(flapping);
    const turns = all.filter((seen, index) => index > 0 && seen.troubles.length !== all[index - 1]!.troubles.length);
    expect(turns.length).toBeGreaterThan(70);
  });

  it('with a big backlog fetches thousands, a little less behind each time', () => {
    const [mailbox] = fleet(bigBacklog, 1);
    const three = [0, 30, 60].map((late) => behind(seenAt(mailbox!, NOON + minutes(late))));
    expect(three[0]).toBeGreaterThan(1_000);
    expect(three).toEqual([...three].sort((a, b) => b - a));
  });

  it('back from a week of holiday fetches what came meanwhile; before, it said nothing', () => {
    const back = fleet(weeksHoliday, 30).find((mailbox) => observe(mailbox, NOON, NOON))!;
    expect([weekOf(back).length < 30, inProgress(seenAt(back, NOON)), behind(seenAt(back, NOON)) > 0]).toEqual([
      true, true, true,
    ]); // prettier-ignore
  });

  it('with an expired password counts offline and not the server', () => {
    const { last } = told(passwordExpired);
    expect(last.folders.every((folder) => folder.serverItems === null)).toBe(true);
    expect(last.folders.every((folder) => folder.offlineItems !== null)).toBe(true);
  });
});

describe.each(STORIES.map((story) => [story.name, story] as const))('the story %s', (_, story) => {
  it('is the same to the last item for the same seed, and another for another', () => {
    const tell = (seed: number) => JSON.stringify(fleet(story, 3, seed).map((mailbox) => weekOf(mailbox)));
    expect(tell(7)).toBe(tell(7));
    if (story !== neverReports) expect(tell(7)).not.toBe(tell(8));
  });

  it('gives reports that the server’s own schema takes', () => {
    for (const mailbox of fleet(story, 4)) {
      const reports = history(mailbox, createReporter(mailbox.client, EPOCH), 1_800, NOON - days(7), NOON);
      for (const report of reports) expect(parse(Report, report)).toMatchObject({ ok: true });
    }
  });

  it('goes on for ever: half a year later it still has something to say, and no count is negative', () => {
    if (story === neverReports) return;
    const later = NOON + days(180);
    const seen = fleet(story, 4).flatMap((mailbox) => weekOf(mailbox, later));
    expect(seen.length).toBeGreaterThan(0);
    for (const { folders } of seen) {
      expect(folders.every((folder) => (folder.serverItems ?? 0) >= 0 && folder.offlineItems! >= 0)).toBe(true);
    }
  });
});

function fleet(story: Story, mailboxes: number, seed = 1): Mailbox[] {
  return makeFleet({ mailboxes, seed, anchor: NOON, story });
}

/** One mailbox that is always on, and its week up to the anchor. */
function told(story: Story): { all: Observation[]; last: Observation } {
  const mailbox = fleet(story, 12).find((box) => weekOf(box).length > 300)!;
  const all = weekOf(mailbox);
  return { all, last: all.at(-1)! };
}

/** Each half-hour; right behind a synchronization, as the agent does. */
function weekOf(mailbox: Mailbox, until: Instant = NOON): Observation[] {
  const first = mailbox.reportsFrom + Math.floor((until - days(7) - mailbox.reportsFrom) / minutes(30)) * minutes(30);
  const moments = Array.from({ length: 337 }, (_, index) => first + index * minutes(30));
  return moments
    .filter((at) => at <= until)
    .map((at) => observe(mailbox, at, at - minutes(30)))
    .filter((seen) => seen !== null);
}

function seenAt(mailbox: Mailbox, at: Instant): Observation {
  return observe(mailbox, at, at - minutes(30))!;
}

const judged = ({ folders }: Observation) => folders.filter((folder) => folder.expectedBecause !== 'local-only');
const differences = (seen: Observation) =>
  judged(seen).map((folder) => folder.serverItems! - folder.offlineItems! - (folder.expectedDifference ?? 0));
const equal = (seen: Observation) => differences(seen).every((difference) => Math.abs(difference) <= 2);
const behind = (seen: Observation) => differences(seen).reduce((sum, difference) => sum + Math.max(0, difference), 0);
const inProgress = (seen: Observation) => judged(seen).some((folder) => folder.inProgress === true);
const oldestSync = (seen: Observation) => Math.min(...judged(seen).map((f) => Date.parse(f.lastSynchronizedAt!)));
/** Not the first minutes after switching on, when yesterday's state is still all there is. */
const isSteady = (seen: Observation) => seen.at - oldestSync(seen) < minutes(1);

function phases(all: Observation[], name: (seen: Observation) => string): string[] {
  const names = all.map(name);
  return names.slice(1).map((next, index) => `${names[index]}>${next}`);
}
