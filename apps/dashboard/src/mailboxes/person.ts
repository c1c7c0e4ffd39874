import type { ReplicaRow } from '@lockstep/contracts';

/** Who a mailbox belongs to, by name where the enrolment said one (the label `name`), else by address. */
export function personOf(row: Pick<ReplicaRow, 'id' | 'mailbox' | 'labels'>): string {
  // Asked of a moment before it was enrolled, nothing but its id is known.
  return row.labels.name || row.mailbox || row.id;
}
