import { STATUS_CODES } from 'node:http';
import type { Problem } from '@lockstep/contracts';

export interface ProblemDetails {
  readonly detail?: string;
  readonly field?: string;
  readonly retryAfterMs?: number;
  /** Members beside those of RFC 9457, such as `results`. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** An answer that is not the one hoped for: bad input, a closed door, too fast. Goes out as `application/problem+json`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(status: number, details: ProblemDetails = {}) {
    super(details.detail ?? STATUS_CODES[status] ?? String(status));
    this.status = status;
    this.details = details;
  }
}

export function problemBody(
  status: number,
  { detail, field, more }: ProblemDetails,
): Problem & Record<string, unknown> {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(detail !== undefined && { detail }),
    ...(field !== undefined && { field }),
    ...more,
  };
}

/** Whole seconds, as the header wants them, and never 0: that would be "at once". */
export function retryAfterSeconds(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)));
}
