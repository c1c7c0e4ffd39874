import type { Outcome } from '../message.ts';

const MOST = 1_000;

/**
 * Who has not got a message that others have: a server may put off one recipient and take the mail for the rest, and the rest must not
 * get it once more at each attempt. It is known as long as the process lives; after that all get it again, under the same Message-ID.
 */
export function recipientsLeft() {
  const left = new Map<string, readonly string[]>();
  return {
    /** Of `all`, as they are set up now. */
    of(key: string, all: readonly string[]): readonly string[] {
      const still = all.filter((recipient) => left.get(key)?.includes(recipient) ?? true);
      return still.length > 0 ? still : all;
    },
    note(key: string, outcome: Outcome, recipients: readonly string[]): void {
      left.delete(key);
      if (outcome.ok || outcome.permanent) return;
      left.set(key, recipients);
      const oldest = left.keys().next();
      if (left.size > MOST && !oldest.done) left.delete(oldest.value);
    },
  };
}
