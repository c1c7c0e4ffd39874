import { setTimeout as pause } from 'node:timers/promises';

/** What follows from a commit follows soon after it; asks until the answer passes, and then fails with what it said last. */
export async function eventually<T>(ask: () => Promise<T>, withinMs = 10_000): Promise<T> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await pause(20);
    }
  }
}
