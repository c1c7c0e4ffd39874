import type { MaintenanceInput, Matcher, Severity } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import { wireForm } from '../replica/calendar.ts';
import { AlertStory, MIDNIGHT, holds, routed } from './alert-story.ts';
import { hours, minutes } from './durations.ts';
import { type Seeded, seeded } from './seeded.ts';

const REPLICAS = ['a', 'b', 'c', 'd', 'e', 'f'];
const PEOPLE = ['Aoife', 'Bo'];
const SEVERITIES: readonly (Severity | null)[] = [null, 'warning', 'critical'];
const TROUBLES = ['credentials-rejected', 'offline-store-damaged', 'sync-hung'];
const MISMATCHES = ['not-synchronizing', 'although-synchronizing'];

/** Two routes, one of them by day only, and second lines behind both. */
const ROUTES = routed(
  {
    id: 'critical',
    matchers: [{ severity: 'critical' }],
    channels: ['pager', 'mail'],
    hours: { timeZone: 'Europe/Berlin', days: { mon: [['08:00', '18:00']], tue: [['08:00', '18:00']] }, holidays: [] },
    continue: true,
    escalation: [{ afterMs: minutes(15), channels: ['boss'], repeatMs: minutes(60) }],
  },
  {
    id: 'rest',
    channels: ['mail'],
    escalation: [{ afterMs: minutes(45), channels: ['second', 'mail'], repeatMs: null }],
  },
);

/** Two days of chance: conditions, incidents, people and time, in any order. `between` is called after each step. */
export function liveAlerts(seed: number, between: (story: AlertStory, random: Seeded) => void): AlertStory {
  const random = seeded(seed);
  const story = new AlertStory(ROUTES);
  const held = new Map<string, Map<string, Condition>>();
  const incidents = new Map<string, string[]>();
  let now = 0;
  let named = 0;

  const turnOne = (replica: string) => {
    const rule = random.pick(['mismatch', 'stale', 'silent', 'trouble', 'unknown', 'catching-up'] as const);
    const kind = rule === 'trouble' ? random.pick(TROUBLES) : rule === 'mismatch' ? random.pick(MISMATCHES) : undefined;
    const folder = rule === 'mismatch' || rule === 'stale' ? [random.pick(['INBOX', 'Sent'])] : null;
    const key = `${rule} ${kind} ${folder}`;
    const holding = held.get(replica) ?? new Map<string, Condition>();
    held.set(replica, holding);
    if (holding.has(key) && random.chance(0.6)) holding.delete(key);
    else holding.set(key, holds(rule, severityOf(rule, random), { folder, ...(kind !== undefined && { kind }) }));
    story.is(replica, ...holding.values());
  };
  const flicker = (replica: string) => {
    const off = new Map(held.get(replica));
    off.delete('stale undefined Sent');
    const isOn = random.chance(0.5);
    story.is(replica, ...off.values(), ...(isOn ? [holds('stale', 'warning', { folder: ['Sent'] })] : []));
    if (isOn) off.set('stale undefined Sent', holds('stale', 'warning', { folder: ['Sent'] }));
    held.set(replica, off);
  };
  const incident = () => {
    const open = [...incidents.keys()];
    if (open.length === 0 || random.chance(0.3)) {
      const id = `i${(named += 1)}`;
      incidents.set(id, []);
      story.incident(id, { name: random.pick(['imap-01', 'imap-02']) });
      return;
    }
    const id = random.pick(open);
    const members = incidents.get(id)!;
    const name = [...story.state.alerts.values()].find((alert) => alert.incident === id)?.server ?? 'imap-01';
    if (random.chance(0.25)) {
      incidents.delete(id);
      story.incident(id, { name, left: members, users: 0, closed: true });
    } else if (members.length > 0 && random.chance(0.4)) {
      const left = members.splice(0, 1);
      story.incident(id, { name, left, users: 3 + members.length });
    } else {
      const joined = REPLICAS.filter(() => random.chance(0.3));
      incidents.set(id, [...new Set([...members, ...joined])]);
      story.incident(id, { name, joined, users: 3 + random.below(40), severity: random.pick(['warning', 'critical']) });
    }
  };
  const person = () => {
    const alert = String(1 + random.below(Math.max(1, story.state.numbered)));
    const by = random.pick(PEOPLE);
    const until = random.chance(0.5) ? null : MIDNIGHT + now + minutes(random.below(300));
    const id = `s${(named += 1)}`;
    const known = (ids: Iterable<string>) => random.pick([...ids, 'none'].sort());
    const what = random.below(8);
    if (what === 0) story.says({ do: 'acknowledge', alert, by, until });
    else if (what === 1) story.says({ do: 'unacknowledge', alert, by });
    else if (what === 2) story.says({ do: 'assign', alert, by, to: random.pick([by, null]) });
    else if (what === 3) story.says({ do: 'comment', alert, by, comment: `word ${now}` });
    else if (what === 4) {
      const matchers = [matcherOf(random, alert)];
      const until = MIDNIGHT + now + minutes(1 + random.below(240));
      story.says({ do: 'silence', id, by, matchers, comment: 'so', until, endsOnResolve: random.chance(0.4) });
    } else if (what === 5) story.says({ do: 'endSilence', id: known(story.state.silences.keys()), by });
    else if (what === 6) {
      const windows = story.state.maintenance.size;
      const one = windows > 2 ? known(story.state.maintenance.keys()) : id;
      story.says({ do: 'maintain', id: one, by, input: windowOf(random, now, alert) });
    } else story.says({ do: 'cancelMaintenance', id: known(story.state.maintenance.keys()), by });
  };

  for (let step = 0; step < 300; step += 1) {
    now += random.chance(0.2) ? minutes(random.below(90)) : random.below(minutes(6));
    // News comes between two rounds of the clock as well, whatever has fallen due by then.
    if (random.chance(0.2)) story.passes(now);
    else story.at(now);
    const kind = random.next();
    if (kind < 0.45) turnOne(random.pick(REPLICAS));
    else if (kind < 0.65) flicker('a');
    else if (kind < 0.75) incident();
    else if (kind < 0.78) story.ill('disk', random.pick(SEVERITIES));
    else if (kind < 0.8) {
      const retired = random.pick(REPLICAS);
      held.delete(retired);
      story.is(retired);
    } else person();
    between(story, random);
  }
  for (const [id, left] of incidents) story.incident(id, { left, closed: true });
  for (const replica of REPLICAS) story.is(replica);
  story.ill('disk', null).at(now + hours(40));
  return story;
}

function severityOf(rule: Condition['rule'], random: Seeded): Severity | null {
  return rule === 'unknown' || rule === 'catching-up' ? null : random.pick(SEVERITIES);
}

function matcherOf(random: Seeded, alert: string): Matcher {
  return random.pick<Matcher>([
    { rule: 'stale' },
    { server: 'imap-*' },
    { mailbox: 'a@*' },
    { alert },
    { severity: 'critical' },
    { label: { name: 'site', value: 'lyon' } },
  ]);
}

function windowOf(random: Seeded, now: number, alert: string): MaintenanceInput {
  const from = MIDNIGHT + now + minutes(random.below(60));
  const to = from + minutes(1 + random.below(120));
  return {
    name: 'Patches',
    matchers: [matcherOf(random, alert)],
    timeZone: 'Europe/Berlin',
    when: random.chance(0.7)
      ? { every: 'once', from: wireForm(from), to: wireForm(to) }
      : { every: 'week', days: ['mon', 'tue'], from: '22:00', to: '01:30' },
  };
}
