import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { SilenceInput, type SilenceList, type SilenceView } from '@lockstep/contracts';
import { matchesAny } from '@lockstep/domain';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { SilenceAnswer, SilenceListAnswer } from '../openapi/alert.answers.ts';
import { Describe } from '../openapi/describe.ts';
import { iso } from '../queries/instants.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { endOf } from './alert-acts.ts';
import { openAlertStates } from './alerts.query.ts';
import { sayOfSilences } from './people.ts';
import { listSilences, oneSilence } from './silences.query.ts';

/** What people keep quiet: openings are not told, resolutions are. */
@Controller('api/v1/silences')
export class SilencesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get()
  @Describe({
    summary: 'Silences, those in force first',
    tag: 'questions',
    door: 'session',
    answers: { 200: SilenceListAnswer },
  })
  async list(): Promise<SilenceList> {
    return { items: await readTransaction(this.database.pool, listSilences) };
  }

  @Post()
  @Describe({
    summary: 'Keep quiet all alerts that match, until a moment at most 366 days away',
    tag: 'people',
    door: 'session',
    body: SilenceInput,
    answers: { 201: SilenceAnswer },
    problems: [403],
  })
  async make(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<SilenceView> {
    const { matchers, comment, until, endsOnResolve } = parseBody(SilenceInput, body);
    const { user: by } = personOf(request);
    const now = Date.now();
    const data = { id: randomUUID(), matchers, comment, by, until: endOf(until, now), endsOnResolve };
    await sayOfSilences(this.database, { type: 'SilenceCreated', observedAt: now, data });
    this.log.info({ user: by, silence: data.id }, 'made a silence');
    const quiet = (await openAlertStates(this.database.pool)).filter((alert) => matchesAny(matchers, alert));
    return { ...data, at: iso(now), until: iso(data.until), endedAt: null, alerts: quiet.length };
  }

  @Delete(':id')
  @Describe({
    summary: 'End a silence: what still fires is told',
    tag: 'people',
    door: 'session',
    answers: { 204: 'Ended' },
    problems: [403, 404, 409],
  })
  @ApiParam({ name: 'id', description: 'The silence' })
  @HttpCode(204)
  async end(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    const { user: by } = personOf(request);
    const found = id.includes('\u0000') ? null : await oneSilence(this.database.pool, id);
    if (!found) throw new ProblemError(404, { detail: 'There is no such silence.' });
    if (found.endedAt !== null) throw new ProblemError(409, { detail: 'It has ended already.' });
    await sayOfSilences(this.database, { type: 'SilenceEnded', observedAt: Date.now(), data: { id, by } });
    this.log.info({ user: by, silence: id }, 'ended a silence');
  }
}
