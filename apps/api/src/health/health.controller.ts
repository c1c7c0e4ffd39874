import { Controller, Get } from '@nestjs/common';
import { Public } from '../access/door.ts';
import { Database } from '../database/database.ts';
import { ProblemError } from '../web/problem.ts';
import { Describe } from '../openapi/describe.ts';
import { z } from 'zod';

const Ok = z.object({ status: z.literal('ok') });
const ANSWER_WITHIN_MS = 2_000;

@Controller()
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process lives. Says nothing of the database: killing us would not bring that back. */
  @Describe({ summary: 'The process lives', tag: 'operations', answers: { 200: Ok } })
  @Public()
  @Get('healthz')
  alive(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Reports and questions can be answered. */
  @Describe({ summary: 'The database answers', tag: 'operations', answers: { 200: Ok }, problems: [503] })
  @Public()
  @Get('readyz')
  async ready(): Promise<{ status: 'ok' }> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), ANSWER_WITHIN_MS);
    });
    try {
      await Promise.race([this.database.pool.query('SELECT 1'), tooLate]);
      return { status: 'ok' };
    } catch {
      throw new ProblemError(503, { detail: 'The database does not answer.', retryAfterMs: 1_000 });
    } finally {
      clearTimeout(timer);
    }
  }
}
