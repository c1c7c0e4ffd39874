import type { ReplicaRow } from '@lockstep/contracts';

/** Who a mailbox belongs to, by name where the enrolment said one (the label `name`), else by address. */
export function personOf(row: Pick<ReplicaRow, 'mailbox' | 'labels'>): string {
  return row.labels.name ?? row.mailbox;
}
