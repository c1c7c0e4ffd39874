import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { isDatabaseAway } from '../database/database-away.ts';
import type { Log } from '../logging/log.ts';
import { problemBody, ProblemError, retryAfterSeconds, type ProblemDetails } from './problem.ts';

const RETRY_AFTER_MS = 1_000;

/** Every error of every route leaves here, as RFC 9457 wants it; what is nobody's mistake but ours is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { status, details } = this.judge(error);
    // The answer has begun or the other side is gone: nothing can be said any more.
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    if (details.retryAfterMs !== undefined) response.setHeader('Retry-After', retryAfterSeconds(details.retryAfterMs));
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer realm="lockstep"');
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(status, details)));
  }

  private judge(error: unknown): { status: number; details: ProblemDetails } {
    if (error instanceof ProblemError) return error;
    if (error instanceof HttpException) return { status: error.getStatus(), details: { detail: error.message } };
    if (isDatabaseAway(error)) {
      return {
        status: 503,
        details: { detail: 'The database cannot be reached; try again.', retryAfterMs: RETRY_AFTER_MS },
      };
    }
    const status = statusOfParser(error);
    if (status !== null) return { status, details: { detail: (error as Error).message } };
    this.log.error({ err: error }, 'a request failed');
    return { status: 500, details: { detail: 'This is our mistake; the log says more.' } };
  }
}

/** Express and its parsers mark what the client did wrong with a status (`http-errors`). */
function statusOfParser(error: unknown): number | null {
  const status = error instanceof Error ? (error as { status?: unknown }).status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
