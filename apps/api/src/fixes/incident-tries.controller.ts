import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { FixTriedRequest, type Noted } from '@lockstep/contracts';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Describe } from '../openapi/describe.ts';
import { NotedAnswer } from '../openapi/diagnosis.answers.ts';
import { incidentDetail } from '../queries/incidents.query.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { tryAtIncident } from './try-at-incident.ts';

/** The word of a person that they did what an incident calls for. */
@Controller('api/v1/incidents')
export class IncidentTriesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Post(':id/tried')
  @Describe({
    summary: 'Say that the fix an incident calls for was tried; whether it helped, its end says',
    detail:
      'Confirmed once the incident ends within a day, for its replicas recovered; else it has failed. 409 while another try waits for that, or ' +
      'where the incident is over.',
    tag: 'people',
    door: 'session',
    body: FixTriedRequest,
    answers: { 201: NotedAnswer },
    problems: [403, 404, 409],
  })
  @ApiParam({ name: 'id', description: 'The incident' })
  async tried(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<Noted> {
    const { note } = parseBody(FixTriedRequest, body ?? {});
    const { user: by } = personOf(request);
    const { pool, store } = this.database;
    const incident = /^\d{1,15}$/.test(id)
      ? await readTransaction(pool, (client) => incidentDetail(client, id, {}))
      : null;
    if (!incident) throw new ProblemError(404, { detail: 'There is no such incident.' });
    const position = await readTransaction(pool, (client) =>
      tryAtIncident(client, store, { incident, by, note, at: Date.now() }),
    );
    this.log.info({ user: by, incident: incident.id, fix: incident.cause }, 'tried a fix at an incident');
    return { cursor: String(position) };
  }
}
