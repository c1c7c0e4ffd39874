import { Controller, Inject, Param, Query } from '@nestjs/common';
import type { IncidentDetail, IncidentList } from '@lockstep/contracts';
import { Database } from '../database/database.ts';
import { IncidentDetailAnswer, IncidentListAnswer } from '../openapi/incident.answers.ts';
import { ProblemError } from '../web/problem.ts';
import { incidentDetail, listIncidents } from './incidents.query.ts';
import { parseAsOf, parseIncidents, type QueryString } from './parameters.ts';
import { Question } from './question.ts';
import { readTransaction } from './read-transaction.ts';

/** Questions about many replicas with one cause, now or as it was then. */
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Question('', 'Incidents, the newest first', IncidentListAnswer, ['open', 'limit', 'at', 'knownAt'])
  list(@Query() query: QueryString): Promise<IncidentList> {
    const asked = { ...parseIncidents(query), ...parseAsOf(query) };
    return readTransaction(this.database.pool, async (client) => ({ items: await listIncidents(client, asked) }));
  }

  @Question(':id', 'One incident with its replicas', IncidentDetailAnswer, ['at', 'knownAt'])
  async incident(@Param('id') id: string, @Query() query: QueryString): Promise<IncidentDetail> {
    const asOf = parseAsOf(query);
    const found = /^\d{1,15}$/.test(id)
      ? await readTransaction(this.database.pool, (client) => incidentDetail(client, id, asOf))
      : null;
    if (!found) throw new ProblemError(404, { detail: 'There is no such incident.' });
    return found;
  }
}
