import type { Course } from '../stories/story.ts';
import { minutes, seconds, type Instant } from '../time.ts';
import { isOn, switched, type OnHours } from './working-days.ts';

/** Its agent starts with the session, and that is not there before the first synchronization is through. */
const START_UP_MS = minutes(4);
/** A report is made this long after a synchronization. */
export const BEHIND_SYNC_MS = seconds(20);

/** Without a story: on in its hours, a synchronization each `everyMs`, all of them successful. */
export function ordinaryCourse(on: OnHours, everyMs: number, reportsFrom: Instant): Course {
  const pace = (at: Instant) => {
    const first = reportsFrom - BEHIND_SYNC_MS;
    return first + Math.floor((at - first) / everyMs) * everyMs;
  };

  return (at) => {
    const { onAt, offAt } = switched(on, at);
    const reports = isOn(on, at) && at >= onAt + START_UP_MS;
    return {
      reports,
      synchronizedAt: reports ? Math.max(pace(at), onAt) : Math.min(pace(at), pace(offAt)),
      fetched: null,
      serverTrouble: null,
      offlineTrouble: null,
    };
  };
}
