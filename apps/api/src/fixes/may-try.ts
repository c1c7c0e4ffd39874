import {
  CATALOGUE,
  lastSeenCause,
  newestLife,
  type Diagnoses,
  type DiagnosisRule,
  type Evidence,
  type FixLife,
} from '@lockstep/domain';
import { iso } from '../queries/instants.ts';
import { ProblemError } from '../web/problem.ts';

/** What a replica shows, as a person who wants to say that they tried something sees it. */
export interface Seen {
  readonly evidence: Evidence;
  readonly diagnoses: Diagnoses;
}

/**
 * Since when the cause stood for which a fix was tried: it fits now, or did within the last days. Where neither is so there was
 * nothing to mend, and whatever the replica does next would speak for the fix: 409, with what fits instead; 422 where the fix is of the other family.
 * `seen` null: nothing was heard of the replica yet.
 */
export function causeOfTry(fix: string, lives: readonly FixLife[], seen: Seen | null, at: number): number {
  const rule = CATALOGUE.find(({ id }) => id === fix);
  if (!rule?.fix) throw new ProblemError(404, { field: 'fix', detail: 'There is no such fix.' });
  if (seen === null || seen.evidence.replica.lastReportedAt === null)
    throw new ProblemError(409, { field: 'fix', detail: 'Nothing was heard of this replica yet.' });

  const { evidence, diagnoses } = seen;
  if (rule.family === 'article' && !evidence.exchangeType)
    throw new ProblemError(422, {
      field: 'fix',
      detail: `${fix} is for Exchange-type replicas (an OST or PST store, or a profile), and this is none. ${instead(diagnoses)}`,
    });
  const fits = diagnoses.items.find((item) => item.rule.id === fix);
  if (fits !== undefined) return Math.min(fits.match.since, at);

  const life = newestLife(lives, fix);
  if (life?.status !== 'confirmed') {
    const since = lastSeenCause(life, at);
    if (since !== null) return Math.min(since, at);
  }
  throw new ProblemError(409, { field: 'fix', detail: `${whyNot(rule, seen, life, at)} ${instead(diagnoses)}` });
}

function whyNot({ id, title }: DiagnosisRule, { diagnoses, evidence }: Seen, life: FixLife | undefined, at: number) {
  const name = `${id} (${title})`;
  if (life?.status === 'confirmed' && lastSeenCause(life, at) !== null)
    return `${name} was confirmed at ${iso(life.confirmedAt!)}, and its cause has not come back.`;
  const failed = diagnoses.notJudged.find((one) => one.id === id);
  if (failed) return `${name} could not be judged here: ${failed.reason}.`;
  if (evidence.judgement.status === 'in-step' && diagnoses.items.length === 0)
    return `${name} does not fit: this replica is in step, so that a try would prove nothing.`;
  return `${name} does not fit what this replica reports now, and did not within the last seven days.`;
}

const MOST_NAMED = 3;

function instead({ items }: Diagnoses): string {
  const fitting = items.filter(({ rule }) => rule.fix !== null).slice(0, MOST_NAMED);
  if (fitting.length === 0) return 'Nothing need be tried here now.';
  return `What fits: ${fitting.map(({ rule }) => `${rule.id} (${rule.title})`).join(', ')}.`;
}
