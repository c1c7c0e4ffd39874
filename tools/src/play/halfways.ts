import type { Mailbox } from '../fleet/mailbox.ts';
import { newest, type Instant } from '../time.ts';

/**
 * Up to where the past of a mailbox is told before that of the others goes on: the middle of a trouble that it shares with them,
 * that is over, and of which nothing is told yet. `told`: how far the past of a mailbox is known already.
 */
export function halfways(
  fleet: readonly Mailbox[],
  told: (mailbox: Mailbox) => Instant,
  now: Instant,
): Map<Mailbox, Instant> {
  const middles = fleet.flatMap((mailbox): [Mailbox, Instant][] => {
    const period = mailbox.shared && newest(mailbox.shared, now);
    const untold = period && period.from > told(mailbox) && period.to < now;
    return untold ? [[mailbox, (period.from + period.to) / 2]] : [];
  });
  return new Map(middles);
}
