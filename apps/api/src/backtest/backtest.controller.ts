import { Body, Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { PolicyBacktestInput, type PolicyBacktest, type PolicyBacktestProgress } from '@lockstep/contracts';
import type { ServerResponse } from 'node:http';
import { Database } from '../database/database.ts';
import { PolicyBacktestAnswer, PolicyBacktestProgressAnswer } from '../openapi/backtest.answers.ts';
import { Describe } from '../openapi/describe.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { backtestPolicy } from './backtest-policy.ts';
import { BacktestTurn } from './backtest-turn.ts';

/** For judging; and as long again for deciding. */
const MOST_MS = 45_000;

/** What a policy would have made of what really happened. */
@Controller('api/v1/policies/backtest')
export class BacktestController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(BacktestTurn) private readonly turn: BacktestTurn,
  ) {}

  @Post()
  @Describe({
    summary: 'What a policy would have told of the last 7, 30 or 90 days, and missed',
    detail:
      'Judges the facts of the log again and decides alerts from them, by the policies as they are and as proposed; channels and routes are ' +
      'those of now. Nothing is written, nobody is told. One at a time in a process, within a minute and a half; `complete` says whether ' +
      'that was enough, `replayed`, `from` and `to` how far it came. It ends when the connection is closed. A *real problem* is a stretch of ' +
      'time in which alerts of one mailbox fire by either policy, and one of them lasted 24 h (not counting silence), or a person took one, ' +
      'or a fix was confirmed.',
    tag: 'people',
    door: 'session',
    body: PolicyBacktestInput,
    answers: { 200: PolicyBacktestAnswer },
    problems: [403, 404, 409, 429],
  })
  @HttpCode(200)
  async backtest(@Body() body: unknown, @Res({ passthrough: true }) response: ServerResponse): Promise<PolicyBacktest> {
    const input = parseBody(PolicyBacktestInput, body);
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const { pool, store } = this.database;
    try {
      return await this.turn.run(gone.signal, (onProgress) =>
        backtestPolicy(input, { pool, store, now: Date.now(), signal: gone.signal, mostMs: MOST_MS, onProgress }),
      );
    } catch (error) {
      // Nobody reads the answer.
      if (gone.signal.aborted) throw new ProblemError(503, { detail: 'Whoever asked has gone.' });
      throw error;
    }
  }

  @Get()
  @Describe({
    summary: 'How far the back-test is that runs in this process',
    tag: 'questions',
    door: 'session',
    answers: { 200: PolicyBacktestProgressAnswer },
  })
  progress(): PolicyBacktestProgress {
    return this.turn.progress;
  }
}
