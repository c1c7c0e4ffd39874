import { describe, expect, it } from '@jest/globals';
import { parse, Report, type FolderStatistics } from '@lockstep/contracts';
import { makeFleet } from '../fleet/fleet.ts';
import type { Mailbox } from '../fleet/mailbox.ts';
import { observe, type Observation } from '../observe.ts';
import { history } from '../report/history.ts';
import { createReporter } from '../report/reporter.ts';
import { days, hours, minutes, type Instant } from '../time.ts';
import { badUpdate } from './bad-update.ts';
import { bigBacklog } from './big-backlog.ts';
import { damagedStore } from './damaged-store.ts';
import { declaredWindow } from './declared-window.ts';
import { deletesOfflineMail } from './deletes-offline-mail.ts';
import { deliversElsewhere } from './delivers-elsewhere.ts';
import { exitsWithoutSync } from './exits-without-sync.ts';
import { fallsBehind } from './falls-behind.ts';
import { flapping } from './flapping.ts';
import { goesSilent } from './goes-silent.ts';
import { inStep } from './in-step.ts';
import { interruptedSync } from './interrupted-sync.ts';
import { messageRejected } from './message-rejected.ts';
import { neverReports } from './never-reports.ts';
import { oversizeMessages } from './oversize-messages.ts';
import { passwordExpired } from './password-expired.ts';
import { replacedFolder } from './replaced-folder.ts';
import { serverIsOut } from './server-is-out.ts';
import { serverOutage } from './server-outage.ts';
import { stopsSyncing } from './stops-syncing.ts';
import { rebuiltInVain, storeRebuilt } from './store-rebuilt.ts';
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
    // The first of them may tell of one before it.
    expect(
      out
        .slice(1)
        .flatMap((seen) => seen.attempts)
        .every((attempt) => attempt.outcome === 'failed'),
    ).toBe(true);
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

  it('with an expired password was not logged on where Windows asks for it, and says so in its profile', () => {
    const outlook = fleet(passwordExpired, 20).find((mailbox) => mailbox.client.profile)!;
    const loggedOn = (at: Instant) => seenAt(outlook, at).profile?.loggedOn;
    expect([loggedOn(NOON - days(2)), loggedOn(NOON)]).toEqual([true, false]);
  });

  it('back after two days has thousands to fetch, and said nothing meanwhile', () => {
    const week = weekOf(fleet(bigBacklog, 1)[0]!);
    const gaps = week.slice(1).map((seen, index) => seen.at - week[index]!.at);
    expect(Math.max(...gaps)).toBeGreaterThan(hours(27));
  });

  it('on a server that is out as the fleet is first looked at has had two reports since', () => {
    const reports = weekOf(fleet(serverIsOut, 1)[0]!).slice(-3);
    expect(reports.map(({ troubles }) => troubles.length)).toEqual([0, 1, 1]);
  });

  it('with a damaged store has all folders fresh but the Inbox, a failed try, and drafts that are only offline', () => {
    const all = weekOf(fleet(damagedStore, 1)[0]!);
    const [inbox, drafts, ...others] = all.at(-1)!.folders;
    expect(NOON - Date.parse(inbox!.lastSynchronizedAt!)).toBeGreaterThan(hours(6));
    expect(inbox!.serverItems).not.toBe(inbox!.offlineItems);
    expect(drafts!.offlineItems! - drafts!.serverItems!).toBeGreaterThanOrEqual(3);
    expect(others.filter((folder) => isFresh(folder, all.at(-1)!.at)).length).toBeGreaterThan(2);
    expect(all.flatMap(byHand)).toMatchObject([{ trigger: 'manual', outcome: 'partial' }]);
    expect(all.at(-1)!.attempts.at(-1)).toMatchObject({ trigger: 'schedule', outcome: 'partial' });
  });

  it('with a rebuilt store has another store since, which was empty, was filled, and is equal', () => {
    const all = weekOf(fleet(storeRebuilt, 1)[0]!);
    const stores = all.map(({ client }) => `${client.storeId} ${client.storePath}`);
    expect(new Set(stores).size).toBe(2);
    const renewed = all.slice(stores.lastIndexOf(stores[0]!) + 1);
    expect(behind(renewed[0]!)).toBeGreaterThan(behind(renewed[1]!));
    expect(renewed.slice(4).every(equal)).toBe(true);
    const outcomes = all.flatMap(byHand).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['partial', 'succeeded']);
  });

  it('rebuilt in vain was equal for a day after it was filled, and is behind again', () => {
    const [mailbox] = fleet(rebuiltInVain, 1);
    expect([equal(seenAt(mailbox!, NOON - hours(48))), behind(seenAt(mailbox!, NOON)) > 0]).toEqual([true, true]);
  });

  it('that is left without a synchronization says so: none since before the last exit', () => {
    const { profile, ...last } = weekOf(fleet(exitsWithoutSync, 1)[0]!).at(-1)!;
    expect(profile).toMatchObject({ syncOnExit: false, offlineAccess: true });
    expect(oldestSync({ ...last, profile })).toBeLessThan(Date.parse(profile!.lastExitAt!));
  });

  it('that delivers elsewhere has an Inbox that drains on the server and stands still offline', () => {
    const [mailbox] = fleet(deliversElsewhere, 1);
    const inboxes = [4, 2, 0].map((ago) => seenAt(mailbox!, NOON - hours(ago)).folders[0]!);
    expect(new Set(inboxes.map((inbox) => inbox.offlineItems)).size).toBe(1);
    expect(inboxes[2]!.serverItems).toBeLessThan(inboxes[0]!.serverItems!);
    expect(seenAt(mailbox!, NOON).profile?.deliverTo).toBe('pst');
  });

  it.each([
    [declaredWindow, 'max-messages', undefined],
    [oversizeMessages, 'max-size', 'size-limit'],
  ] as const)(
    'with a limit of its own ($name) declares what it leaves out, and is equal beyond it',
    (story, because, code) => {
      const { all, last } = told(story);
      const limited = last.folders.find((folder) => folder.expectedBecause === because)!;
      expect(limited.serverItems! - limited.offlineItems!).toBe(limited.expectedDifference);
      expect(limited.troubles?.[0]?.code).toBe(code);
      expect(all.filter(isSteady).every(equal)).toBe(true);
    },
  );

  it('whose message is rejected lacks one item, while its syncs go on', () => {
    const { last } = told(messageRejected);
    expect(last.folders[0]).toMatchObject({ troubles: [{ code: 'message-rejected' }] });
    expect([behind(last), last.at - oldestSync(last) < minutes(11)]).toEqual([1, true]);
  });

  it('whose folder was replaced on the server refuses there, and nowhere else', () => {
    const { last } = told(replacedFolder);
    const refused = last.folders.filter((folder) => folder.troubles?.[0]?.code === 'uidvalidity-changed');
    expect(refused).toHaveLength(1);
    expect(last.at - Date.parse(refused[0]!.lastSynchronizedAt!)).toBeGreaterThan(hours(1.5));
    expect(last.folders.filter((folder) => isFresh(folder, last.at))).toHaveLength(last.folders.length - 1);
  });

  it('whose sync was interrupted has its journal left, and has not synchronized since', () => {
    const { last } = told(interruptedSync);
    expect(last.folders[0]?.troubles?.[0]?.code).toBe('sync-interrupted');
    expect(last.at - oldestSync(last)).toBeGreaterThan(hours(1));
  });

  it('that was updated hangs since, for most and not for all, and all of them within half an hour', () => {
    const boxes = fleet(badUpdate, 20).map((mailbox) => weekOf(mailbox));
    const hung = boxes.filter((week) => week.at(-1)!.troubles[0]?.code === 'sync-hung');
    expect(boxes.every((week) => week.at(-1)!.client.version === '1.5.2')).toBe(true);
    expect([hung.length > 10, hung.length < 20]).toEqual([true, true]);
    const begun = hung.map((week) => week.find(({ troubles }) => troubles.length > 0)!.at);
    expect(Math.max(...begun) - Math.min(...begun)).toBeLessThanOrEqual(minutes(45));
  });
});

describe('attempts', () => {
  it('of the schedule are told as they complete, one a report at most, and end where the folders say so', () => {
    const { all } = told(inStep);
    expect(all.slice(1).every(({ attempts }) => attempts.length === 1)).toBe(true);
    for (const { attempts, folders } of all.slice(1)) {
      expect(attempts[0]).toMatchObject({ trigger: 'schedule', outcome: 'succeeded' });
      expect(attempts[0]!.endedAt).toBe(folders[0]!.lastSynchronizedAt);
    }
  });

  it('are in order, and none completes while nobody synchronizes', () => {
    for (const story of STORIES) {
      for (const { attempts } of weekOf(fleet(story, 1)[0]!)) {
        const begun = attempts.map(({ startedAt }) => startedAt);
        expect(begun).toEqual([...begun].sort());
        expect(begun.length).toBeLessThan(12);
      }
    }
    const { last } = told(stopsSyncing);
    expect(last.attempts).toEqual([]);
  });
});

describe.each(STORIES.map((story) => [story.name, story] as const))('the story %s', (_, story) => {
  it('is the same to the last item for the same seed, and another for another', () => {
    const tell = (seed: number) => JSON.stringify(fleet(story, 2, seed).map((mailbox) => weekOf(mailbox)));
    const said = tell(7);
    expect(tell(7)).toBe(said);
    if (story !== neverReports) expect(tell(8)).not.toBe(said);
  });

  it('gives reports that the server’s own schema takes', () => {
    for (const mailbox of fleet(story, 2)) {
      const reports = history(mailbox, createReporter(EPOCH), 1_800, NOON - days(7), NOON);
      for (const report of reports) expect(parse(Report, report)).toMatchObject({ ok: true });
    }
  });

  it('goes on for ever: half a year later it still has something to say, and no count is negative', () => {
    if (story === neverReports) return;
    const later = NOON + days(180);
    const seen = fleet(story, 3).flatMap((mailbox) => weekOf(mailbox, later));
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
  for (const mailbox of fleet(story, 12)) {
    const all = weekOf(mailbox);
    if (all.length > 300) return { all, last: all.at(-1)! };
  }
  throw new Error(`No mailbox of ${story.name} is always on.`);
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

const byHand = ({ attempts }: Observation) => attempts.filter(({ trigger }) => trigger === 'manual');

/** Fresh: within the time from one synchronization to the next. */
const isFresh = ({ lastSynchronizedAt }: FolderStatistics, at: Instant) =>
  lastSynchronizedAt !== null && at - Date.parse(lastSynchronizedAt) < minutes(11);
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
