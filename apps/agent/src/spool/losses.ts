import type { Report, Trouble } from '@lockstep/contracts';

// What a full spool cost is owned up to in the reports themselves, and read again from there when they are merged.

export const THINNED = 'spool-thinned';
export const REFUSED = 'spool-full';

export interface Loss {
  /** How many reports. */
  readonly count: number;
  /** When the first of them was made. */
  readonly since: string;
}

export function thinnedTrouble({ count, since }: Loss): Trouble {
  return { code: THINNED, detail: `${count} reports since ${since} were merged into one: the spool was full` };
}

export function refusalTrouble({ count, since }: Loss): Trouble {
  return {
    code: REFUSED,
    detail: `${count} reports since ${since} could not be kept: the spool was full. What is true now is said here`,
  };
}

export function lossIn(report: Pick<Report, 'troubles'>, code: string): Loss | null {
  const detail = report.troubles?.find((trouble) => trouble.code === code)?.detail ?? '';
  const [, count, since] = /^(\d+) reports since (\S+) /.exec(detail) ?? [];
  return count === undefined || since === undefined ? null : { count: Number(count), since };
}

/** Of losses in the order of time. */
export function sumOf(losses: readonly (Loss | null)[]): Loss | null {
  const all = losses.filter((loss) => loss !== null);
  return all.length === 0 ? null : { count: all.reduce((sum, { count }) => sum + count, 0), since: all[0]!.since };
}
