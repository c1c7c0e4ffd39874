import type { FixArticleView } from '@lockstep/contracts';
import { toCsv } from '../figures/csv.ts';

/** How each fix fares here. The median in seconds; empty where none was confirmed, which is not the same as at once. */
export const fixesCsv = (articles: readonly FixArticleView[]): string =>
  toCsv(
    [
      'fix',
      'title',
      'family',
      'open',
      'tried',
      'confirmed',
      'failed',
      'relapsed',
      'waiting',
      'medianSecondsToConfirm',
      'source',
    ],
    articles.map(({ id, title, family, source, fares }) => [
      id,
      title,
      family,
      fares.open,
      fares.tried,
      fares.confirmed,
      fares.failed,
      fares.relapsed,
      fares.waiting,
      fares.medianMsToConfirm === null ? null : Math.round(fares.medianMsToConfirm / 1_000),
      source,
    ]),
  );
