import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Pace } from './pace.ts';

describe('the pace of the feed', () => {
  let takesMs: number;
  let began: number[];
  let pace: Pace;

  beforeEach(() => {
    jest.useFakeTimers();
    takesMs = 10;
    began = [];
    pace = new Pace(() => {
      began.push(performance.now());
      return new Promise((resolve) => setTimeout(resolve, takesMs));
    });
  });
  afterEach(() => void jest.useRealTimers());

  /** Asks at every millisecond, as a busy log does. */
  async function askFor(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed++) {
      pace.ask();
      await jest.advanceTimersByTimeAsync(1);
    }
  }

  it('begins at once when it has rested', () => {
    pace.ask();
    expect(began).toHaveLength(1);
  });

  it('rests about as long as a round takes, so that the feed never takes more than half of the time', async () => {
    await askFor(2_000);
    const settled = began.slice(-20);
    const everyMs = (settled.at(-1)! - settled[0]!) / (settled.length - 1);
    expect(everyMs).toBeGreaterThanOrEqual(19);
    expect(everyMs).toBeLessThan(24);
  });

  it('does not let one round that waited for the disk delay the next one as long again', async () => {
    await askFor(1_000);
    takesMs = 200;
    const before = began.length;
    await askFor(30);
    takesMs = 10;
    await askFor(300);
    const [slow, next] = began.slice(before);
    expect(next! - slow!).toBeLessThan(200 + 60);
  });

  it('runs once more when it is asked while it runs, and not once for each time', async () => {
    pace.ask();
    pace.ask();
    pace.ask();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(began).toHaveLength(2);
  });
});
