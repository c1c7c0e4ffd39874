/** The command was called in a way it cannot serve; the message says what to do instead. Exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
