import type { ConditionView, FolderPath, Status } from '@lockstep/contracts';
import { explainReplica, folderFacts, replicaFacts } from '@lockstep/domain';
import { iso } from './instants.ts';
import { toConditionView, type Picture } from './replica-view.ts';

/** `GET /api/v1/replicas/{id}/why`: from the word back to the facts. What points to a cause comes with the diagnoses. */
export interface WhyView {
  readonly at: string;
  readonly status: Status;
  readonly since: string;
  readonly text: string;
  readonly policy: { readonly name: string; readonly version: number };
  /** The most severe first; `evidence` names the timeline's entries that broke the rule. */
  readonly chain: readonly LinkView[];
}

export interface LinkView extends ConditionView {
  readonly folder: FolderPath | null;
  readonly evidence: readonly string[];
}

export function whyChain({ state, judgement, at }: Picture): WhyView {
  const facts = folderFacts(state);
  const links = [
    ...judgement.conditions.map((condition) => ({ condition, folder: null })),
    ...judgement.folders.flatMap(({ conditions }, index) =>
      conditions.map((condition) => ({ condition, folder: facts[index]! })),
    ),
  ];
  const { name, version } = state.policy;
  return {
    at: iso(at),
    status: judgement.status,
    since: iso(judgement.since),
    text: explainReplica(replicaFacts(state), facts, judgement),
    policy: { name, version },
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
