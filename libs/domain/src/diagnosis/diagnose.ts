import type { Evidence } from './evidence.ts';
import type { Diagnoses, Diagnosis, DiagnosisRule, Fix, Guard, Match } from './rule.ts';
import { CATALOGUE } from './catalogue.ts';
import { fillIn } from './fill-in.ts';
import { outlookAge } from './outlook-age.ts';
import { stepsFor } from './steps-for.ts';
import { whatTellsApart } from './tell-apart.ts';
import { growsUnexpectedly } from './catalogue/signs/local-by-nature.ts';

/** A rule that fits, and with what. */
interface Fits {
  readonly rule: DiagnosisRule;
  readonly match: Match;
  readonly guard: Guard | null;
  readonly steps: readonly string[];
  readonly before: readonly string[];
}

type NotJudged = Diagnoses['notJudged'][number];

/**
 * Every cause that fits, best first.
 *
 * 1. A replica that is in step and has no troubles needs none.
 * 2. Each rule of a family that applies is asked; one that throws is named as not judged, and the others go on.
 * 3. Last resorts are asked after the others, for what those leave unexplained.
 * 4. Where a row of the article and its twin both fit, the row stands alone.
 * 5. They stand in the order of the catalogue, but for those that say that they go before another on this replica.
 */
export function diagnose(evidence: Evidence, rules: readonly DiagnosisRule[] = CATALOGUE): Diagnoses {
  const notJudged: NotJudged[] = [...notToBeConfirmed(evidence, rules)];
  if (needsNone(evidence)) return { items: [], notJudged };

  const asked = rules.filter(({ family }) => family !== 'article' || evidence.exchangeType);
  const fitting = fittingOf(
    asked.filter(({ lastResort }) => !lastResort),
    evidence,
    [],
    notJudged,
  );
  const found = fitting.map(({ match }) => match);
  const left = fittingOf(
    asked.filter(({ lastResort }) => lastResort),
    evidence,
    found,
    notJudged,
  );

  const all = [...fitting, ...left].sort((one, other) => rules.indexOf(one.rule) - rules.indexOf(other.rule));
  const shown = inOrder(withoutTwins(all));
  return { items: shown.map((fits) => toDiagnosis(fits, shown)), notJudged };
}

function fittingOf(
  rules: readonly DiagnosisRule[],
  evidence: Evidence,
  found: readonly Match[],
  notJudged: NotJudged[],
): Fits[] {
  return rules.flatMap((rule) => {
    try {
      return ask(rule, evidence, found) ?? [];
    } catch (error) {
      notJudged.push({ id: rule.id, title: rule.title, reason: reasonOf(error) });
      return [];
    }
  });
}

/** A fix was tried, and whether it helped cannot be asked: said, for its life would stay as it is without a word. */
function notToBeConfirmed(evidence: Evidence, rules: readonly DiagnosisRule[]): NotJudged[] {
  return rules.flatMap(({ id, title, fix }) => {
    const tried = evidence.tries.find((one) => one.fix === id);
    if (fix === null || tried === undefined) return [];
    try {
      fix.confirmed(evidence, tried);
      return [];
    } catch (error) {
      return { id, title, reason: `whether its fix helped could not be judged: ${reasonOf(error)}` };
    }
  });
}

/** Where no rule need be asked: nothing is wrong. A sync that runs is no trouble; errors that pile up in a folder nobody judges are. */
function needsNone({ judgement, replica, folders, now }: Evidence): boolean {
  const troubled = (troubles: readonly { readonly code: string }[]) =>
    troubles.some(({ code }) => code !== 'sync-in-progress');
  return (
    judgement.status === 'in-step' &&
    !troubled(replica.troubles) &&
    !folders.some((folder) => troubled(folder.troubles) || growsUnexpectedly(folder, now))
  );
}

/** All that a rule is asked for, so that what throws throws here. */
function ask(rule: DiagnosisRule, evidence: Evidence, found: readonly Match[]): Fits | null {
  const match = rule.matches(evidence, found);
  if (match === null) return null;
  return {
    rule,
    match,
    guard: rule.fix?.guard?.(evidence, match) ?? null,
    steps: rule.fix === null ? [] : fillIn(stepsOf(rule.fix, evidence), evidence, match),
    before: [rule.before?.(evidence) ?? []].flat(),
  };
}

const stepsOf = (fix: Fix, { exchangeType, replica }: Evidence) =>
  stepsFor(fix, exchangeType, outlookAge(replica.client));

function withoutTwins(fitting: readonly Fits[]): Fits[] {
  const rows = fitting.filter(({ rule }) => rule.family === 'article');
  return fitting.filter(
    ({ rule }) =>
      rule.family === 'article' || !rows.some(({ rule: row }) => row.twin === rule.id || rule.twin === row.id),
  );
}

function inOrder(fitting: readonly Fits[]): Fits[] {
  const ordered = [...fitting];
  for (const fits of fitting) {
    if (fits.before.length === 0) continue;
    const from = ordered.indexOf(fits);
    const to = ordered.findIndex(({ rule }) => fits.before.includes(rule.id));
    if (to < 0 || to > from) continue;
    ordered.splice(from, 1);
    ordered.splice(to, 0, fits);
  }
  return ordered;
}

const toDiagnosis = ({ rule, match, guard, steps }: Fits, shown: readonly Fits[]): Diagnosis => ({
  rule,
  match,
  guard,
  steps,
  tellApart: shown.flatMap(({ rule: other }) => {
    const text = other === rule ? null : whatTellsApart(rule, other);
    return text === null ? [] : { id: other.id, text };
  }),
});

const LONGEST_REASON = 200;

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text === '' ? 'it failed' : text).slice(0, LONGEST_REASON);
}
