import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { LIMITS, Report, type ReportResult } from '@lockstep/contracts';
import { ForAgents } from '../access/door.ts';
import { ProblemError } from '../web/problem.ts';
import { agentOf, type RequestOfAgent } from './agent-door.ts';
import { Ingest } from './ingest.ts';
import { Describe } from '../openapi/describe.ts';
import { ReportAnswer } from '../openapi/door.answers.ts';
import { z } from 'zod';

const ReportsBody = z.union([Report, z.array(Report).max(LIMITS.reportsPerBatch)]);

@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly ingest: Ingest) {}

  @Describe({
    summary: 'Report one moment, or up to 500 of them',
    detail:
      'Answered after the commit. An array is answered with one result for each element, whatever became of each; a single ' +
      'report answers with its own status, and its result stands in the problem as well.',
    tag: 'agents',
    door: 'agentToken',
    body: ReportsBody,
    answers: { 200: ReportAnswer },
    problems: [403, 409, 429],
  })
  @ForAgents()
  @Post()
  @HttpCode(200)
  async report(@Req() request: RequestOfAgent, @Body() body: unknown): Promise<{ results: ReportResult[] }> {
    if (body === undefined) throw new ProblemError(400, { detail: 'Send one report, or an array of them.' });
    const results = await this.ingest.take(agentOf(request), Array.isArray(body) ? body : [body], Date.now());
    if (!Array.isArray(body)) refuseAlone(results[0]!);
    return { results };
  }
}

/** A report that comes alone answers for itself with its status. */
function refuseAlone(result: ReportResult): void {
  if (result.outcome !== 'rejected' && result.outcome !== 'conflict') return;
  throw new ProblemError(result.outcome === 'conflict' ? 409 : 422, {
    ...(result.reason !== undefined && { detail: result.reason }),
    ...(result.field !== undefined && { field: result.field }),
    more: { results: [result] },
  });
}
