import type { ReportInput } from '@lockstep/contracts';
import type { Mailbox } from '../fleet/mailbox.ts';
import { observe } from '../observe.ts';
import type { Instant } from '../time.ts';
import type { Reporter } from './reporter.ts';

/** The reports that the agent of a mailbox would have made after `after` and until `until`, one each interval. */
export function* history(
  mailbox: Mailbox,
  reporter: Reporter,
  intervalSeconds: number,
  after: Instant,
  until: Instant,
): Generator<ReportInput> {
  let looked = after;
  for (let at = nextReport(mailbox, intervalSeconds, after); at <= until; at += intervalSeconds * 1_000) {
    const observation = observe(mailbox, at, looked);
    if (!observation) continue;
    looked = at;
    yield reporter.next(observation, intervalSeconds);
  }
}

/** The first moment after `after` at which a report is due. */
export function nextReport({ reportsFrom }: Mailbox, intervalSeconds: number, after: Instant): Instant {
  const intervalMs = intervalSeconds * 1_000;
  return reportsFrom + (Math.floor((after - reportsFrom) / intervalMs) + 1) * intervalMs;
}
