import { useEffect } from 'react';
import { sayWaiting } from '../app/usePageTitle.ts';
import { useAlertCounts, useLiveCounts } from './useAlerts.ts';

/** What fires now and is nobody's, for the badge and the title of every page: now, whatever moment is looked at. */
export function useNotTaken(): number {
  const count = useAlertCounts(undefined).data?.notTaken ?? 0;
  useLiveCounts(true);
  useEffect(() => sayWaiting(count), [count]);
  return count;
}
