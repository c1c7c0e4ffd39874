import type { DiagnosisList, WhyStep, WhyView } from '@lockstep/contracts';
import {
  explainCondition,
  explainStatistics,
  explainThreshold,
  folderFacts,
  withoutLabels,
  type Condition,
  type ReplicaEvent,
} from '@lockstep/domain';
import { pathKey } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import { iso, isoOrNull } from './instants.ts';
import type { AsOf } from './parameters.ts';
import type { Picture } from './replica-view.ts';

type Step = Omit<WhyStep, 'event'>;
type Log = Pick<EventStore, 'readStream'>;

/** Conditions turn seldom; further back than this nobody looks for the entry of one that still holds. */
const MOST_RAISED = 500;

/**
 * Policy, statistics, condition, diagnosis, fix: one line each, and each with its entry in the log. Of the condition that counts most; a
 * replica of which nothing is judged amiss has no story.
 */
export async function whyStory(
  log: Log,
  { replica, state, at }: Picture,
  condition: Condition | null,
  { policy }: Pick<WhyView, 'policy'>,
  { items }: DiagnosisList,
  asOf: AsOf,
): Promise<WhyStep[]> {
  if (condition === null) return [];
  const { folder: path } = condition;
  const folder = folderFacts(state).find((one) => path !== null && pathKey(one.path) === pathKey(path)) ?? null;
  const raised = await raisedAt(log, replica, condition, { ...asOf, at });
  const diagnosis = items.find(({ folders }) => path !== null && folders.some(same(path))) ?? items[0];
  const fix = diagnosis?.fix ?? null;
  const steps = [
    step('policy', explainThreshold(condition, state.policy), { cursor: policy.cursor, id: policy.id }),
    ...(await statistics(log, replica, condition)),
    step('condition', explainCondition(condition, folder), {
      at: iso(condition.since),
      cursor: raised === null ? null : String(raised),
      folder: path,
    }),
    ...(diagnosis === undefined
      ? []
      : [
          step('diagnosis', `${diagnosis.title}: ${diagnosis.cause}`, {
            at: diagnosis.since,
            cursor: diagnosis.evidence.find(({ cursor }) => cursor !== null)?.cursor ?? null,
            folder: path !== null && diagnosis.folders.some(same(path)) ? path : null,
            id: diagnosis.id,
          }),
        ]),
    ...(diagnosis === undefined || diagnosis.confirmedWhen === null
      ? []
      : [
          step('fix', fixText(withoutLabels(diagnosis.steps[0] ?? diagnosis.title), fix), {
            at: fix === null ? null : (fix.turnedAt ?? fix.triedAt ?? fix.suggestedAt),
            cursor: fix?.cursor ?? null,
            id: diagnosis.id,
          }),
        ]),
  ];
  return steps.map((one) => ({ ...one, event: eventPath(replica, one) }));
}

/** The policies have a stream of their own; all else stands in the replica's timeline. */
function eventPath(replica: string, { part, cursor, id }: Step): string | null {
  if (cursor === null) return null;
  if (part === 'policy') return `/api/v1/policies/${id}/versions?cursor=${cursor}`;
  return `/api/v1/replicas/${replica}/timeline?upTo=${cursor}&limit=1`;
}

function fixText(first: string, fix: DiagnosisList['items'][number]['fix']): string {
  switch (fix?.status) {
    case undefined:
      return `To try first: ${first}`;
    case 'suggested':
      return `Suggested, and not tried yet. First: ${first}`;
    case 'tried':
      return `Tried by ${fix!.triedBy}; whether it helped, later reports say.`;
    case 'confirmed':
      return 'Tried, and confirmed by later reports.';
    case 'failed':
      return `Tried by ${fix!.triedBy}, and it failed.`;
    case 'relapsed':
      return 'It was confirmed, and the same came back.';
    case 'withdrawn':
      return `It passed before, untried. First: ${first}`;
  }
}

/** The reports that broke the threshold: the first and the newest. */
async function statistics(log: Log, replica: string, { evidence, folder }: Condition): Promise<Step[]> {
  const steps: Step[] = [];
  for (const position of evidence) {
    const [fact] = await log.readStream(replica, { after: position - 1, before: position + 1, limit: 1 });
    if (fact === undefined) continue;
    steps.push(
      step('statistics', explainStatistics(fact as unknown as ReplicaEvent, folder), {
        at: isoOrNull(fact.observedAt),
        cursor: String(position),
        folder,
      }),
    );
  }
  return steps;
}

/** Where the log was told of it last; null: of such conditions it is not told, or not yet. */
async function raisedAt(
  log: Log,
  replica: string,
  condition: Condition,
  { at, knownAt }: AsOf,
): Promise<number | null> {
  const raised = await log.readStream(replica, {
    types: ['ConditionRaised'],
    backwards: true,
    limit: MOST_RAISED,
    ...(at !== undefined && { observedUntil: at }),
    ...(knownAt !== undefined && { recordedUntil: knownAt }),
  });
  const found = raised.find(({ data }) => isSame((data as unknown as { condition: Condition }).condition, condition));
  return found?.position ?? null;
}

function isSame(one: Condition, other: Condition): boolean {
  if (one.rule !== other.rule || (one.rule === 'trouble' && one.kind !== other.kind)) return false;
  if (one.folder === null || other.folder === null) return one.folder === other.folder;
  return pathKey(one.folder) === pathKey(other.folder);
}

const same = (path: readonly string[]) => (other: readonly string[]) => pathKey(path) === pathKey(other);

function step(
  part: WhyStep['part'],
  text: string,
  { at = null, cursor = null, folder = null, id = null }: Partial<Omit<Step, 'part' | 'text'>>,
): Step {
  return { part, text, at, cursor, folder, id };
}
