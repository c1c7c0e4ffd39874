import { describe, expect, it } from '@jest/globals';
import { JoinRequest, parse } from '@lockstep/contracts';
import { observe } from '../observe.ts';
import { STORIES } from '../stories/stories.ts';
import { days, hours, minutes } from '../time.ts';
import { makeFleet } from './fleet.ts';
import { serverItems } from './mail.ts';
import { plainLetters } from './people.ts';
import { workedDays } from './working-days.ts';

const NOON = Date.parse('2026-11-25T12:00:00Z');
const fleet = makeFleet({ mailboxes: 300, seed: 1, anchor: NOON });

describe('the fleet', () => {
  it('tells every story, and most mailboxes are in step', () => {
    const told = fleet.map((mailbox) => mailbox.story);
    expect(new Set(told)).toEqual(new Set(STORIES.map((story) => story.name)));
    const well = ['in-step', 'server-outage', 'declared-window', 'oversize-messages', 'store-rebuilt'];
    expect(told.filter((story) => well.includes(story)).length).toBeGreaterThan(170);
  });

  it('gives a story only to a client that can have it, and a server that is out to all of its mailboxes', () => {
    const kindOf = new Map(STORIES.map((story) => [story.name, story.kind]));
    for (const { story, client } of fleet) {
      const kind = kindOf.get(story);
      if (kind) expect([story, client.facts.name]).toEqual([story, kind === 'outlook' ? 'Outlook' : 'mbsync']);
      expect(client.facts.server === 'imap-05.example.org').toBe(story === 'server-is-out');
    }
  });

  it('says when the person left, of an Outlook that is switched off in the evening', () => {
    const office = fleet.filter((box) => box.client.profile && !observe(box, NOON - hours(10), NOON - hours(10)));
    const exits = office.flatMap((box) => observe(box, NOON, NOON)?.profile?.lastExitAt ?? []);
    expect(exits.length).toBeGreaterThan(0);
    for (const exit of exits) expect(NOON - Date.parse(exit)).toBeLessThan(hours(21));
  });

  it('has no two mailboxes of one address, and every one may join', () => {
    expect(new Set(fleet.map((mailbox) => mailbox.address)).size).toBe(300);
    for (const { address, client, labels } of fleet) {
      const request = { mailbox: address, device: client.device, labels, client: client.facts };
      expect(parse(JoinRequest, request)).toMatchObject({ ok: true });
      expect(address).toMatch(/^[a-z0-9.-]+@example\.(org|net)$/);
    }
  });

  it('sleeps a little at night and is there at noon', () => {
    const reporting = (at: number) => fleet.filter((mailbox) => observe(mailbox, at, at)).length;
    expect(reporting(NOON) - reporting(NOON - hours(10))).toBeGreaterThan(10);
  });

  it('is served by several servers at several sites, by four kinds of client', () => {
    expect(new Set(fleet.map((mailbox) => mailbox.client.facts.server)).size).toBe(8);
    expect(new Set(fleet.map((mailbox) => mailbox.client.facts.name)).size).toBe(4);
  });
});

describe('mail', () => {
  it('only ever comes: between two evenings, no folder shrinks on the server', () => {
    for (const { mail } of fleet.slice(0, 40)) {
      const mornings = Array.from({ length: 60 }, (_, minute) => NOON - hours(4) + minutes(minute * 5));
      mail.folders.forEach((_, index) => {
        const counts = mornings.map((at) => serverItems(mail, index, at));
        expect(counts).toEqual([...counts].sort((a, b) => a - b));
      });
    }
  });

  it('comes by day and not by night', () => {
    const during = (from: number, lengthMs: number) => workedDays(from + lengthMs, 0) - workedDays(from, 0);
    expect(during(NOON - hours(4), hours(8))).toBeGreaterThan(10 * during(NOON - hours(12), hours(6)));
    expect(during(NOON, days(7))).toBeCloseTo(5.2, 5);
  });
});

describe('an address', () => {
  it('spells names in plain letters', () => {
    expect(['Götz', 'Ó Murchú', 'Þórsdóttir', 'Łukasik', 'Weiß', 'İbrahim', 'Sæther'].map(plainLetters)).toEqual([
      'goetz', 'omurchu', 'thorsdottir', 'lukasik', 'weiss', 'ibrahim', 'saether',
    ]); // prettier-ignore
  });
});
