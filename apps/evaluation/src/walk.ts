import { Report } from '@lockstep/contracts';
import {
  type Condition,
  DEFAULT_POLICY,
  type NewFact,
  type ReplicaEvent,
  type ReplicaState,
  allConditions,
  diagnose,
  evolve,
  gatherEvidence,
  initialReplica,
  judge,
  reportFacts,
  whatIsSaid,
} from '@lockstep/domain';
import { minutes } from './time.ts';
import type { Delivery, World } from './world/world.ts';

/** What the product says at one moment. */
export interface Moment {
  readonly at: number;
  /** Best first. */
  readonly ids: readonly string[];
  readonly notJudged: readonly string[];
  /** Conditions that somebody is told of, as `rule severity folder`; a silence that is true is not among them. */
  readonly told: readonly string[];
  readonly status: string;
}

/**
 * Goes through what the world delivered as the server would: each report becomes facts, and after each, and at each deadline in
 * between, the product is asked what it says.
 */
export function walk(world: World, tell: (moment: Moment) => void): void {
  const deliveries = [...world.deliveries].sort((one, other) => one.at - other.at);
  let state = initialReplica();
  let position = 0;
  let heardAt = -Infinity;
  const fold = (fact: NewFact, recordedAt: number) => {
    position += 1;
    state = evolve(state, { ...fact, position, recordedAt } as ReplicaEvent);
  };
  fold(
    {
      type: 'ReplicaEnrolled',
      observedAt: world.beganAt,
      data: { mailbox: 'zoe@example.org', device: 'laptop', client: world.client },
    },
    world.beganAt,
  );
  for (const [index, delivery] of deliveries.entries()) {
    for (const fact of factsOf(delivery)) {
      fold(fact, delivery.at);
      if (fact.type === 'ReplicaReported') heardAt = Math.max(heardAt, fact.observedAt);
    }
    const until = deliveries[index + 1]?.at ?? world.now;
    let at: number | null = delivery.at;
    while (at !== null && at <= until) {
      const { moment, nextDeadline } = ask(state, at, heardAt, world);
      tell(moment);
      // A deadline is over one millisecond later; one that does not move would be asked for ever.
      at = nextDeadline === null ? null : Math.max(nextDeadline, at) + 1;
    }
  }
  tell(ask(state, world.now, heardAt, world).moment);
}

function ask(state: ReplicaState, now: number, heardAt: number, world: World) {
  const judgement = judge(state, DEFAULT_POLICY, now);
  const incident = world.incident !== null && now >= world.incident.from ? world.incident.facts : null;
  const { items, notJudged } = diagnose(gatherEvidence(state, judgement, now, incident));
  const moment: Moment = {
    at: now,
    ids: items.map(({ rule }) => rule.id),
    notJudged: notJudged.map(({ id }) => id),
    told: allConditions(judgement)
      .filter((condition) => condition.severity !== null && !isTrueSilence(condition, now, heardAt, world))
      .map(inShort),
    status: judgement.status,
  };
  return { moment, nextDeadline: judgement.nextDeadline };
}

/** A device that is off is silent by the rules, and to say so is right. */
function isTrueSilence({ rule }: Condition, now: number, heardAt: number, world: World): boolean {
  return rule === 'silent' && now - heardAt >= Math.max(minutes(15), 3 * world.agent.intervalMs);
}

function factsOf(delivery: Delivery): NewFact[] {
  // Parsed as at the door, so that no story can say what no agent could.
  if ('report' in delivery) return reportFacts(whatIsSaid(Report.parse(delivery.report)), delivery.at);
  const { at, tried, by } = delivery;
  return [{ type: 'FixTried', observedAt: at, data: { fix: tried, by } }];
}

const inShort = ({ rule, severity, folder, kind }: Condition) =>
  [rule, severity, kind, folder?.join('/')].filter((part) => part != null).join(' ');
