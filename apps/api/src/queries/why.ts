import type { ConditionView, WhyView } from '@lockstep/contracts';
import { explainReplica, folderFacts, replicaFacts } from '@lockstep/domain';
import { iso } from './instants.ts';
import { toConditionView, type Picture } from './replica-view.ts';

export function whyChain({ state, judgement, at }: Picture): WhyView {
  const facts = folderFacts(state);
  const links = [
    ...judgement.conditions.map((condition) => ({ condition, folder: null })),
    ...judgement.folders.flatMap(({ conditions }, index) =>
      conditions.map((condition) => ({ condition, folder: facts[index]! })),
    ),
  ];
  const { id, name, version } = state.policy;
  return {
    at: iso(at),
    status: judgement.status,
    since: iso(judgement.since),
    text: explainReplica(replicaFacts(state), facts, judgement),
    policy: { id, name, version, cursor: null, text: `Policy ${name}, version ${version}` },
    story: [],
    chain: links
      .map(({ condition, folder }) => ({
        ...toConditionView(condition, folder),
        folder: condition.folder,
        evidence: condition.evidence.map(String),
      }))
      .sort((a, b) => weight(b) - weight(a) || a.since.localeCompare(b.since)),
  };
}

function weight({ severity }: ConditionView): number {
  return severity === 'critical' ? 2 : severity === 'warning' ? 1 : 0;
}
