import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isTimeZone, MaintenanceInput, type MaintenanceList, type MaintenanceView } from '@lockstep/contracts';
import { nextWindow } from '@lockstep/domain';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { MaintenanceAnswer, MaintenanceListAnswer } from '../openapi/alert.answers.ts';
import { Describe } from '../openapi/describe.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { sayOfSilences } from './people.ts';
import { listMaintenance, oneMaintenance, toMaintenanceView } from './silences.query.ts';

const ID = { name: 'id', description: 'The window' };

/** What is expected to be out, and when. */
@Controller('api/v1/maintenance')
export class MaintenanceController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get()
  @Describe({
    summary: 'Maintenance windows, those that are open first',
    tag: 'questions',
    door: 'session',
    answers: { 200: MaintenanceListAnswer },
  })
  async list(): Promise<MaintenanceList> {
    return { items: await readTransaction(this.database.pool, (client) => listMaintenance(client, Date.now())) };
  }

  @Post()
  @Describe({
    summary: 'Plan a window: once, weekly or monthly, in a time zone',
    tag: 'people',
    door: 'session',
    body: MaintenanceInput,
    answers: { 201: MaintenanceAnswer },
    problems: [403],
  })
  plan(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<MaintenanceView> {
    return this.say(request, 'MaintenanceScheduled', randomUUID(), body);
  }

  @Put(':id')
  @Describe({
    summary: 'Change a window; it is stated whole',
    tag: 'people',
    door: 'session',
    body: MaintenanceInput,
    answers: { 200: MaintenanceAnswer },
    problems: [403, 404],
  })
  @ApiParam(ID)
  async change(
    @Req() request: RequestOfPerson,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<MaintenanceView> {
    await this.find(id);
    return this.say(request, 'MaintenanceChanged', id, body);
  }

  @Delete(':id')
  @Describe({
    summary: 'Cancel a window; an open one ends',
    tag: 'people',
    door: 'session',
    answers: { 204: 'Cancelled' },
    problems: [403, 404],
  })
  @ApiParam(ID)
  @HttpCode(204)
  async cancel(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    const { user: by } = personOf(request);
    await this.find(id);
    await sayOfSilences(this.database, { type: 'MaintenanceCancelled', observedAt: Date.now(), data: { id, by } });
    this.log.info({ user: by, maintenance: id }, 'cancelled a maintenance window');
  }

  private async say(
    request: RequestOfPerson,
    type: 'MaintenanceScheduled' | 'MaintenanceChanged',
    id: string,
    body: unknown,
  ): Promise<MaintenanceView> {
    const input = parseBody(MaintenanceInput, body);
    const { user: by } = personOf(request);
    const now = Date.now();
    refuseNonsense(input, now);
    await sayOfSilences(this.database, { type, observedAt: now, data: { id, by, input } });
    this.log.info({ user: by, maintenance: id }, 'planned maintenance');
    return toMaintenanceView({ id, by, input }, now);
  }

  private async find(id: string): Promise<void> {
    const found = id.includes('\u0000') ? null : await oneMaintenance(this.database.pool, id, Date.now());
    if (!found) throw new ProblemError(404, { detail: 'There is no such maintenance window.' });
  }
}

function refuseNonsense(input: MaintenanceInput, now: number): void {
  const { timeZone, when } = input;
  if (!isTimeZone(timeZone)) throw refused('timeZone', 'must be a time zone such as Europe/Berlin');
  if (when.every === 'month' && when.day === 0) throw refused('when.day', 'must be 1 to 31, or -1 for the last day');
  if (when.every !== 'once' && when.from === when.to)
    throw refused('when.to', 'must not be the same as from; a whole day is 00:00 to 23:59');
  if (when.every === 'once' && Date.parse(when.from) >= Date.parse(when.to))
    throw refused('when.to', 'must be after from');
  if (nextWindow(input, now) === null)
    throw refused('when', when.every === 'once' ? 'must not be over' : 'is a time that never comes');
}

const refused = (field: string, detail: string) => new ProblemError(422, { field, detail: `${field} ${detail}` });
