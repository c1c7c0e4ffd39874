import type { FixArticleView } from '@lockstep/contracts';

/** Every word must be found, wherever in the article; in the order in which fixes are to be tried. */
export function foundFixes(articles: readonly FixArticleView[], sought: string): readonly FixArticleView[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return articles;
  return articles.filter((article) => {
    const { id, title, source, seen, cause, steps, exchangeSteps, twin } = article;
    const text = [id, title, source, seen, cause, twin ?? '', ...steps, ...(exchangeSteps ?? [])]
      .join('\n')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
