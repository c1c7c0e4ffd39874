import { adopt, policyFor, samePolicy, type Policy, type PolicyBook, type ReplicaState } from '@lockstep/domain';

/** For whom, and in which book, a policy was last sought: while none of it turns, the answer is the same. */
export interface Sought {
  readonly book: PolicyBook;
  readonly mailbox: string;
  readonly labels: ReplicaState['labels'];
  readonly client: ReplicaState['client'];
}

export interface Governed {
  state: ReplicaState;
  sought: Sought | null;
}

/** The policy that the book has for a replica, where it is another than the one it is judged by. */
export function otherPolicy(governed: Governed, book: PolicyBook): Policy | null {
  const { state, sought } = governed;
  const { mailbox, labels, client } = state;
  if (
    sought !== null &&
    sought.book === book &&
    sought.labels === labels &&
    sought.client === client &&
    sought.mailbox === mailbox
  )
    return null;

  governed.sought = { book, mailbox, labels, client };
  const found = policyFor(book, state);
  return samePolicy(found, state.policy) ? null : found;
}

/** Answers whether another policy took over. */
export function takeOver(governed: Governed, book: PolicyBook): boolean {
  const other = otherPolicy(governed, book);
  if (other === null) return false;
  adopt(governed.state, other);
  return true;
}
