import { Injectable } from '@nestjs/common';
import type { PolicyBacktestProgress } from '@lockstep/contracts';
import { ProblemError } from '../web/problem.ts';

/** Who waits longer than this is told to come back. */
const WAITS_MS = 15_000;

/** One back-test at a time in a process: it takes what time the process has to spare, and there is no more of it for two. */
@Injectable()
export class BacktestTurn {
  private running: { facts: number; replayed: number; of: number; readonly began: number } | null = null;
  private readonly waiting: (() => void)[] = [];

  get progress(): PolicyBacktestProgress {
    if (this.running === null) return { running: null };
    const { began, ...rest } = this.running;
    return { running: { ...rest, sinceMs: Math.round(performance.now() - began) } };
  }

  async run<T>(
    signal: AbortSignal,
    work: (onProgress: (progress: { facts: number; replayed: number; of: number }) => void) => Promise<T>,
  ): Promise<T> {
    if (this.running !== null) await this.turn(signal);
    signal.throwIfAborted();
    const began = performance.now();
    this.running = { facts: 0, replayed: 0, of: 0, began };
    try {
      return await work((progress) => (this.running = { ...progress, began }));
    } finally {
      this.running = null;
      this.waiting.shift()?.();
    }
  }

  private turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        const place = this.waiting.indexOf(begin);
        if (place >= 0) this.waiting.splice(place, 1);
      };
      const begin = () => {
        leave();
        resolve();
      };
      const giveUp = () => {
        leave();
        reject(signal.reason as Error);
      };
      const timer = setTimeout(() => {
        leave();
        const detail = 'Another back-test is running; one at a time. Ask again.';
        reject(new ProblemError(429, { detail, retryAfterMs: 5_000 }));
      }, WAITS_MS);
      signal.addEventListener('abort', giveUp);
      this.waiting.push(begin);
    });
  }
}
