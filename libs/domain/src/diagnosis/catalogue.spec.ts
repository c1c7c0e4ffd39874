import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from './catalogue.ts';
import { diagnose } from './diagnose.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { evolve } from '../replica/evolve.ts';
import { initialReplica } from '../replica/replica.state.ts';
import { judge } from '../replica/judge.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { Instant, ReplicaEvent } from '../replica/replica.events.ts';
import type { IncidentFacts, Tried } from './evidence.ts';
import { TROUBLE_CODES, type TroubleCode } from '@lockstep/contracts';
import { MONDAY, newAgent, note, report, stated } from '../testing/agent.ts';
import { randomLife } from '../testing/random-life.ts';
import { type Seeded, seeded } from '../testing/seeded.ts';
import { minutes } from '../testing/durations.ts';

const MODERN =
  'server-suspected site-suspected client-suspected credentials-rejected tls-failed server-unreachable offline-use-not-set-up ' +
  'unsupported-store offline-store-in-use sync-interrupted sync-hung peer-never-connected folder-marker-missing cache-window ' +
  'size-limit hidden-items local-only-folder not-synchronizing offline-folder-missing server-folder-missing message-rejected ' +
  'offline-deleted server-deleted headers-only never-compacted uidvalidity-changed sync-state-damaged duplicates mailbox-moved index-damaged ' +
  'offline-store-damaged too-large partial-read cause-unknown';
const ids = CATALOGUE.map(({ id }) => id);

describe('the catalogue', () => {
  it('has every modern cause once, and every row of the article', () => {
    const rows = Array.from({ length: 14 }, (_, row) => `K${row}`);
    expect([...ids].sort()).toEqual([...MODERN.split(' '), ...rows].sort());
  });

  it('has what stops all before what is cheap to mend, and that before what is dear', () => {
    const modern = ids.filter((id) => !id.startsWith('K'));
    expect(modern).toEqual(MODERN.split(' '));
  });

  it.each(CATALOGUE.map((rule) => [rule.id, rule] as const))('says all there is to say of %s', (_, rule) => {
    const { title, source, seen, cause, fix, family, id } = rule;
    for (const text of [title, source, seen, cause]) expect(text.length).toBeGreaterThan(3);
    expect(family).toBe(id.startsWith('K') ? 'article' : 'modern');
    if (fix === null) return;

    expect(fix.steps.length).toBeGreaterThan(0);
    for (const text of [...fix.steps, fix.cost, fix.risk, fix.confirmedWhen]) expect(text.trim()).not.toBe('');
    for (const step of fix.steps) expect(step.split('`').length % 2).toBe(1);
    if (fix.guard !== undefined) expect(fix.guardText).toEqual(expect.any(String));
  });

  it('tells causes apart from none but those it has, and never from itself', () => {
    for (const { id, tellApart = {}, twin } of CATALOGUE) {
      for (const other of Object.keys(tellApart)) expect(ids).toContain(other);
      expect(Object.keys(tellApart)).not.toContain(id);
      if (twin !== undefined) expect(ids).toContain(twin);
    }
  });

  it('has an answer for every trouble that an agent can tell', () => {
    const quiet: readonly TroubleCode[] = ['sync-in-progress'];
    for (const code of TROUBLE_CODES.filter((one) => !quiet.includes(one))) {
      expect([code, causesOf(code)]).toEqual([code, [expect.any(String)]]);
    }
  });
});

function causesOf(code: TroubleCode): string[] {
  const agent = newAgent();
  const folders = [stated({ server: 100, offline: 100, last: 0, troubles: [code] })];
  report(agent, 0, { kind: 'full', folders });
  for (let at = 5; at <= 30; at += 5) report(agent, minutes(at));
  const { items, notJudged } = asked(agent.facts, MONDAY + minutes(30));
  expect(notJudged).toEqual([]);
  return items.slice(0, 1).map(({ rule }) => rule.id);
}

function asked(facts: readonly ReplicaEvent[], now: Instant, incident: IncidentFacts | null = null) {
  const state = facts.reduce(evolve, initialReplica());
  return diagnose(gatherEvidence(state, judge(state, DEFAULT_POLICY, now), now, incident));
}

const CLIENTS = [
  { name: 'mbsync', store: 'maildir', storePath: '/home/zoe/Mail' },
  { name: 'Thunderbird', store: 'mbox' },
  { name: 'Outlook', store: 'ost', storePath: 'C:\\zoe.ost' },
];
const INCIDENT: IncidentFacts = {
  id: 'i-1',
  cause: 'server-suspected',
  name: 'imap.example.org',
  title: 'imap.example.org cannot be reached',
  since: 1_795_420_800_000,
  replicas: 4,
  share: 0.4,
};

/** A random life of any client, with any trouble, a server that is renamed, and a first report that may know nothing. */
function anyLife(random: Seeded): ReplicaEvent[] {
  const facts = randomLife(random, 4 + random.below(30)).map((fact) => troubledBy(fact, random));
  const agent = { ...newAgent(), facts };
  const at = facts.at(-1)!.observedAt - MONDAY + minutes(random.below(60 * 24));
  note(agent, 'ClientFactsReported', at, { client: { ...random.pick(CLIENTS), server: 'imap-1' } });
  if (random.chance(0.5)) note(agent, 'ClientFactsReported', at, { client: { server: 'imap-2', storeId: 's-2' } });
  return random.chance(0.1) ? facts.slice(0, 2) : facts;
}

function troubledBy(fact: ReplicaEvent, random: Seeded): ReplicaEvent {
  if (fact.type !== 'ReplicaReported' || random.chance(0.6)) return fact;
  return { ...fact, data: { ...fact.data, troubles: [[random.pick(TROUBLE_CODES), 'as of now']] } };
}

describe('whatever a replica lives through', () => {
  it('no rule throws, and each says since when, and points only at facts that are there', () => {
    const random = seeded(195_875);
    let fitted = 0;
    for (let life = 0; life < 2_000; life += 1) {
      const facts = anyLife(random);
      const now = facts.at(-1)!.observedAt + minutes(random.below(60 * 24 * 3));
      const { items, notJudged } = asked(facts, now, random.chance(0.1) ? INCIDENT : null);
      expect(notJudged).toEqual([]);
      for (const { match, steps } of items) {
        fitted += 1;
        expect(match.since).toBeLessThanOrEqual(now);
        expect(match.cause).not.toMatch(/undefined|null|NaN|Infinity/);
        for (const { text, position = 1 } of match.points) {
          expect(text).not.toMatch(/undefined|NaN|Infinity/);
          expect(position).toBeLessThanOrEqual(facts.length);
        }
        for (const step of steps) expect(step).not.toMatch(/\{(server|mailbox|device|store|folder)\}/);
      }
    }
    expect(fitted).toBeGreaterThan(1_000);
  });

  it('no question to a fix throws', () => {
    const random = seeded(2_000);
    for (let life = 0; life < 300; life += 1) {
      const facts = anyLife(random);
      const now = facts.at(-1)!.observedAt;
      const state = facts.reduce(evolve, initialReplica());
      const evidence = gatherEvidence(state, judge(state, DEFAULT_POLICY, now), now);
      const tried: Tried = { fix: 'any', at: now - minutes(random.below(600)), by: 'zoe', position: 1 };
      for (const { fix } of CATALOGUE) {
        expect(typeof (fix?.confirmed(evidence, tried) ?? true)).toBe('boolean');
        fix?.triedByFacts?.(evidence, tried.at);
      }
    }
  });
});
