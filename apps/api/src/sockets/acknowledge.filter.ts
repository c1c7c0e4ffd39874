import { Catch, type ArgumentsHost, type WsExceptionFilter } from '@nestjs/common';
import type { ReportAck } from '@lockstep/contracts';
import { isDatabaseAway } from '../database/database-away.ts';
import { Log } from '../logging/log.ts';
import { ProblemError } from '../web/problem.ts';

const RETRY_AFTER_MS = 1_000;

/** Nest would answer a handler that throws with an event of its own and leave the acknowledgement open for ever. */
@Catch()
export class AcknowledgeFilter implements WsExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const acknowledge = host.getArgs<unknown[]>().find((argument) => typeof argument === 'function');
    acknowledge?.(this.answer(error));
  }

  private answer(error: unknown): ReportAck {
    if (isDatabaseAway(error)) {
      return { ok: false, reason: 'the database cannot be reached', retry: true, retryAfterMs: RETRY_AFTER_MS };
    }
    if (!(error instanceof ProblemError)) {
      this.log.error({ err: error }, 'a socket message failed');
      return { ok: false, reason: 'our mistake; the server log says more', retry: true, retryAfterMs: 60_000 };
    }
    const { status, message, details } = error;
    const retry = status === 429 || status === 503;
    return {
      ok: false,
      reason: message,
      retry,
      ...(retry && { retryAfterMs: details.retryAfterMs ?? RETRY_AFTER_MS }),
    };
  }
}
