import type { ReportOrder, Stamp } from './replica.state.ts';

/**
 * An agent that makes a new spool on each start must not fill the state with them. A report of an epoch that fell out of memory
 * would pass for the newest, so more of them are kept than a healthy agent makes in years.
 */
const MOST_EPOCHS = 128;
const MOST_GAPS = 64;

export const isNewer = (one: Stamp, other: Stamp) => one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);

/** Where a report stands among all of its replica. An epoch not seen before is the newest. */
export function stampOf(order: ReportOrder, epoch: string, seq: number): Stamp {
  let index = order.epochs.lastIndexOf(epoch);
  if (index < 0) {
    order.epochs.push(epoch);
    if (order.epochs.length > MOST_EPOCHS) {
      order.epochs.shift();
      order.forgotten += 1;
    }
    index = order.epochs.length - 1;
  }
  return [order.forgotten + index, seq];
}

/** Takes note of a report's number; whether it is news, and not late or known. */
export function noteOrder(order: ReportOrder, stamp: Stamp): boolean {
  const { newest, gaps } = order;
  order.folded = stamp;
  if (!isNewer(stamp, newest)) {
    if (stamp[0] === newest[0]) fill(gaps, stamp[1]);
    return false;
  }
  if (stamp[0] !== newest[0]) gaps.length = 0;
  const next = stamp[0] === newest[0] ? newest[1] + 1 : 1;
  if (stamp[1] > next) gaps.push(next, stamp[1] - 1);
  if (gaps.length > 2 * MOST_GAPS) gaps.splice(0, 2);
  order.newest = stamp;
  return true;
}

/** A report thought missing came late. */
function fill(gaps: number[], seq: number): void {
  for (let index = 0; index < gaps.length; index += 2) {
    const from = gaps[index]!;
    const to = gaps[index + 1]!;
    if (seq < from || seq > to) continue;
    const left = seq > from ? [from, seq - 1] : [];
    const right = seq < to ? [seq + 1, to] : [];
    gaps.splice(index, 2, ...left, ...right);
    return;
  }
}
