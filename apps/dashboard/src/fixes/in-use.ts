import type { FixArticleView } from '@lockstep/contracts';

/** Those whose cause stands here or that were tried here, and the others; each in the order in which they are to be tried. */
export function byUse(articles: readonly FixArticleView[]): { here: FixArticleView[]; others: FixArticleView[] } {
  return { here: articles.filter(isUsed), others: articles.filter((article) => !isUsed(article)) };
}

const isUsed = ({ fares, steps }: FixArticleView): boolean => steps.length > 0 && fares.tried + fares.open > 0;
