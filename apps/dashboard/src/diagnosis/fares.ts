import { decidedTries, type FixFares, type FixView } from '@lockstep/contracts';
import { count, many } from '../figures/numbers.ts';
import { duration } from '../figures/time.ts';

/** How a fix fares here, in a few words; a share of a handful would say nothing. */
export function faresText(fares: FixFares): string {
  if (fares.tried === 0) return 'not tried here yet';
  if (!fares.enough) return `tried ${many(fares.tried, 'time')} here, too few to tell`;
  const waiting = fares.waiting === 0 ? '' : `, ${count(fares.waiting)} waiting`;
  const median = fares.medianMsToConfirm === null ? '' : `, median ${duration(fares.medianMsToConfirm)}`;
  return `confirmed ${count(fares.confirmed)} of ${count(decidedTries(fares))} here${waiting}${median}`;
}

/** The same in the head of a narrow panel. */
export function faresInShort(fares: FixFares): string {
  const { tried, confirmed, enough } = fares;
  if (enough) return `worked ${count(confirmed)} of ${count(decidedTries(fares))}`;
  return `tried ${tried === 1 ? 'once' : tried === 2 ? 'twice' : many(tried, 'time')} here`;
}

const WORDS: Readonly<Record<FixView['status'], string>> = {
  suggested: 'suggested',
  tried: 'tried',
  confirmed: 'confirmed',
  failed: 'failed',
  relapsed: 'came back',
  withdrawn: 'no longer needed',
};

export const fixWord = ({ status }: Pick<FixView, 'status'>): string => WORDS[status];
