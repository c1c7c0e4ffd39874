import type { FixArticleView } from '@lockstep/contracts';
import { CATALOGUE, fillInGenerally, type DiagnosisRule } from '@lockstep/domain';
import { NO_FARES, type Fares } from './fix-fares.query.ts';

/** The knowledge base, in the order in which fixes are to be tried; only those in which every word is found. */
export function fixArticles(
  fares: ReadonlyMap<string, Fares>,
  words: readonly string[],
  rules: readonly DiagnosisRule[] = CATALOGUE,
): FixArticleView[] {
  return rules
    .map((rule) => toArticle(rule, fares.get(rule.id) ?? NO_FARES))
    .filter((article) => {
      const text = textOf(article);
      return words.every((word) => text.includes(plain(word)));
    });
}

export function toArticle(rule: DiagnosisRule, { fares, byClient }: Fares): FixArticleView {
  const { id, title, family, source, seen, cause, twin, fix } = rule;
  const outlookSteps = fix?.newerSteps ?? fix?.exchangeSteps;
  return {
    id,
    title,
    family,
    source,
    seen,
    cause,
    twin: twin ?? null,
    guard: fix?.guardText ?? null,
    steps: fix === null ? [] : fillInGenerally(fix.steps),
    exchangeSteps: outlookSteps ? fillInGenerally(outlookSteps) : null,
    forWhom: fix?.forWhom ?? null,
    cost: fix?.cost ?? null,
    risk: fix?.risk ?? null,
    confirmedWhen: fix?.confirmedWhen ?? null,
    fares,
    byClient,
  };
}

/** What is searched: all that a reader reads, and the id that a diagnosis names. */
function textOf({ id, title, source, seen, cause, steps, exchangeSteps, guard }: FixArticleView): string {
  return plain([id, title, source, seen, cause, guard ?? '', ...steps, ...(exchangeSteps ?? [])].join('\n'));
}

/** Written with accents or without, in capitals or not, a word is the same word. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
