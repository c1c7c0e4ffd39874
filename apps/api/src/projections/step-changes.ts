import { rankOf } from './status-rank.ts';
import type { StatusStep } from './status-spans.ts';

const MINUTE = 60_000;

/** Steps are summed over stretches of these widths in milliseconds: so many years are few rows, and so is one hour. */
export const STEP_WIDTHS = { day: 24 * 60 * MINUTE, hour: 60 * MINUTE, minute: MINUTE } as const;

/** How many more, or fewer, replicas have a status from somewhere in the stretch `slot` on: from `slot * width`, before the next. */
export interface StepChange {
  readonly width: number;
  readonly slot: number;
  readonly status: number;
  readonly change: number;
}

export class StepChanges {
  readonly #changes = new Map<string, StepChange>();

  add({ at, status, change }: StatusStep): void {
    for (const width of Object.values(STEP_WIDTHS)) {
      const step = { width, slot: Math.floor(at / width), status: rankOf(status) };
      const key = `${step.width} ${step.slot} ${step.status}`;
      const sum = (this.#changes.get(key)?.change ?? 0) + change;
      if (sum === 0) this.#changes.delete(key);
      else this.#changes.set(key, { ...step, change: sum });
    }
  }

  take(): StepChange[] {
    return [...this.#changes.values()];
  }
}
