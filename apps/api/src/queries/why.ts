import type { DiagnosisList, WhyView } from '@lockstep/contracts';
import { explainReplica, folderFacts, replicaFacts, type Condition, type PolicyBook } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import { iso } from './instants.ts';
import type { AsOf } from './parameters.ts';
import { toConditionView, type Picture } from './replica-view.ts';
import { whyStory } from './why-story.ts';

/** From the status back to the facts: as the conditions with their evidence, and as one story. */
export async function whyOf(
  log: Pick<EventStore, 'readStream'>,
  book: PolicyBook,
  picture: Picture,
  diagnoses: DiagnosisList,
  asOf: AsOf,
): Promise<WhyView> {
  const { state, judgement, at } = picture;
  const facts = folderFacts(state);
  const links = [
    ...judgement.conditions.map((condition) => ({ condition, folder: null })),
    ...judgement.folders.flatMap(({ conditions }, index) =>
      conditions.map((condition) => ({ condition, folder: facts[index]! })),
    ),
  ].sort((a, b) => weight(b.condition) - weight(a.condition) || a.condition.since - b.condition.since);
  const policy = policyView(picture, book);
  const lead = links[0]?.condition ?? null;
  return {
    at: iso(at),
    status: judgement.status,
    since: iso(judgement.since),
    text: explainReplica(replicaFacts(state), facts, judgement),
    policy,
    story: await whyStory(log, picture, lead, { policy }, diagnoses, asOf),
    chain: links.map(({ condition, folder }) => ({
      ...toConditionView(condition, folder),
      folder: condition.folder,
      evidence: condition.evidence.map(String),
    })),
  };
}

function policyView({ state: { policy } }: Picture, { versions }: PolicyBook): WhyView['policy'] {
  const { id, name, version } = policy;
  const entry = [...versions.values()].find((one) => one.policy.id === id && one.policy.version === version);
  const position = entry?.position ?? null;
  const text = `Policy ${name}, version ${version}`;
  return { id, name, version, cursor: position === null ? null : String(position), text };
}

function weight({ severity }: Condition): number {
  return severity === 'critical' ? 2 : severity === 'warning' ? 1 : 0;
}
