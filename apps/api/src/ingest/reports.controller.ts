import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { ReportResult } from '@lockstep/contracts';
import { ForAgents } from '../access/door.ts';
import { ProblemError } from '../web/problem.ts';
import { agentOf, type RequestOfAgent } from './agent-door.ts';
import { Ingest } from './ingest.ts';

@Controller('api/v1/reports')
export class ReportsController {
  constructor(private readonly ingest: Ingest) {}

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
