import type { ReportResult } from '@lockstep/contracts';

/** What became of everything that was sent; nothing refused goes uncounted. */
export class Tally {
  stored = 0;
  duplicates = 0;
  refused = 0;
  /** How often the server asked to wait. */
  waits = 0;
  givenUp = 0;
  readonly #reasons = new Map<string, number>();

  count(result: ReportResult): void {
    switch (result.outcome) {
      case 'stored':
        this.stored += 1;
        return;
      case 'duplicate':
        this.duplicates += 1;
        return;
      case 'conflict':
      case 'rejected':
        this.refuse(
          `${result.outcome}: ${[result.field, result.reason].filter(Boolean).join(' ') || 'no reason given'}`,
        );
    }
  }

  refuse(reason: string, count = 1): void {
    this.refused += count;
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + count);
  }

  /** The most frequent reasons first. */
  reasons(): string[] {
    return [...this.#reasons]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 5)
      .map(([reason, times]) => `${times} × ${reason}`);
  }

  sentence(): string {
    const parts = [`${figure(this.stored)} stored`, `${figure(this.refused)} refused`];
    if (this.duplicates > 0) parts.push(`${figure(this.duplicates)} known already`);
    if (this.givenUp > 0) parts.push(`${figure(this.givenUp)} given up`);
    if (this.waits > 0) parts.push(`asked to wait ${figure(this.waits)} times`);
    return parts.join(', ');
  }
}

const figure = (count: number) => count.toLocaleString('en');
