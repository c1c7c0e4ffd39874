import type { Fix } from './rule.ts';
import type { OutlookAge } from './outlook-age.ts';
import { inNewerOutlook } from './catalogue/signs/outlook-steps.ts';

/**
 * The steps of a fix that are for a replica of this type: nobody with an Outlook is sent to the files of another client, and nobody with
 * a newer Outlook to the menus of that of the article.
 */
export function stepsFor(
  { steps, exchangeSteps = steps, newerSteps }: Fix,
  exchangeType: boolean,
  age: OutlookAge = 'unknown',
): readonly string[] {
  if (!exchangeType) return steps;
  return age === 'newer' ? (newerSteps ?? inNewerOutlook(exchangeSteps)) : exchangeSteps;
}
