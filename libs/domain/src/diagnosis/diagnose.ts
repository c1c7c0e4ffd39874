import type { Evidence } from './evidence.ts';
import type { Diagnoses, Diagnosis, DiagnosisRule, Guard, Match } from './rule.ts';
import { CATALOGUE } from './catalogue.ts';
import { fillIn } from './fill-in.ts';
import { growsUnexpectedly } from './catalogue/signs/local-by-nature.ts';

/** A rule that fits, and with what. */
interface Fits {
  readonly rule: DiagnosisRule;
  readonly match: Match;
  readonly guard: Guard | null;
  readonly before: string | null;
}

/**
 * Every cause that fits, best first.
 *
 * 1. A replica that is in step and has no troubles needs none.
 * 2. Each rule of a family that applies is asked; one that throws is named as not judged, and the others go on.
 * 3. Where a row of the article and its twin both fit, the row stands alone.
 * 4. They stand in the order of the catalogue, but for those that say that they go before another on this replica.
 */
export function diagnose(evidence: Evidence, rules: readonly DiagnosisRule[] = CATALOGUE): Diagnoses {
  if (needsNone(evidence)) return { items: [], notJudged: [] };

  const fitting: Fits[] = [];
  const notJudged: Diagnoses['notJudged'][number][] = [];
  for (const rule of rules) {
    if (rule.family === 'article' && !evidence.exchangeType) continue;
    try {
      const fits = ask(rule, evidence);
      if (fits !== null) fitting.push(fits);
    } catch (error) {
      notJudged.push({ id: rule.id, title: rule.title, reason: reasonOf(error) });
    }
  }
  const shown = inOrder(withoutTwins(fitting));
  return { items: shown.map((fits) => toDiagnosis(fits, shown, evidence)), notJudged };
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
function ask(rule: DiagnosisRule, evidence: Evidence): Fits | null {
  const match = rule.matches(evidence);
  if (match === null) return null;
  return {
    rule,
    match,
    guard: rule.fix?.guard?.(evidence, match) ?? null,
    before: rule.before?.(evidence) ?? null,
  };
}

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
    if (fits.before === null) continue;
    const from = ordered.indexOf(fits);
    const to = ordered.findIndex(({ rule }) => rule.id === fits.before);
    if (to < 0 || to > from) continue;
    ordered.splice(from, 1);
    ordered.splice(to, 0, fits);
  }
  return ordered;
}

function toDiagnosis({ rule, match, guard }: Fits, shown: readonly Fits[], evidence: Evidence): Diagnosis {
  const apart = rule.tellApart ?? {};
  return {
    rule,
    match,
    guard,
    steps: rule.fix === null ? [] : fillIn(rule.fix.steps, evidence, match),
    tellApart: shown
      .filter((other) => other.rule !== rule && Object.hasOwn(apart, other.rule.id))
      .map((other) => ({ id: other.rule.id, text: apart[other.rule.id]! })),
  };
}

const LONGEST_REASON = 200;

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text === '' ? 'it failed' : text).slice(0, LONGEST_REASON);
}
