import { Body, Controller, Delete, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { AcceptDifferenceRequest, type Noted } from '@lockstep/contracts';
import { acceptanceHeld, type NewFact } from '@lockstep/domain';
import type { Json } from '@lockstep/event-store';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { ReplicaHome } from '../access/replica-home.entity.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Describe } from '../openapi/describe.ts';
import { NotedAnswer } from '../openapi/diagnosis.answers.ts';
import { parsePath, type QueryString } from '../queries/parameters.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { pictureNow } from '../queries/replica-now.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { isUuid } from '../web/uuid.ts';
import { acceptedDifference } from './accept-difference.ts';

/** What people accept: that a folder differs by so many items, why, and until when; taken back as easily. */
@Controller('api/v1/replicas/:id/accepted-differences')
export class DifferencesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Post()
  @Describe({
    summary: 'Accept that a folder differs, with a reason, until a moment at most 366 days away',
    detail:
      'It covers a difference of the same sign, up to so many items beyond what the client declares; what goes beyond counts. ' +
      'Accepted again, the newer word holds.',
    tag: 'people',
    door: 'session',
    body: AcceptDifferenceRequest,
    answers: { 201: NotedAnswer },
    problems: [403, 404],
  })
  @ApiParam({ name: 'id', description: 'The replica' })
  async accept(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<Noted> {
    const asked = parseBody(AcceptDifferenceRequest, body);
    const { user: by } = personOf(request);
    const home = await this.home(id);
    const now = Date.now();
    const data = acceptedDifference(asked, await this.state(home), by, now);
    const noted = await this.note(home, { type: 'DifferenceAccepted', observedAt: now, data });
    this.log.info({ user: by, replica: home.replicaId, items: data.items }, 'accepted a difference');
    return noted;
  }

  @Delete()
  @Describe({
    summary: 'Take back what was accepted of a folder',
    tag: 'people',
    door: 'session',
    answers: { 200: NotedAnswer },
    problems: [403, 404, 422],
  })
  @ApiParam({ name: 'id', description: 'The replica' })
  @ApiQuery({ name: 'path', description: 'The folder, as a JSON array of its segments: `["Projects","Été"]`' })
  async withdraw(
    @Req() request: RequestOfPerson,
    @Param('id') id: string,
    @Query() query: QueryString,
  ): Promise<Noted> {
    const path = parsePath(query);
    const { user: by } = personOf(request);
    const home = await this.home(id);
    const now = Date.now();
    const state = await this.state(home);
    if (state === null || acceptanceHeld(state, path, now) === null)
      throw new ProblemError(404, { field: 'path', detail: 'Nothing is accepted of this folder.' });
    const noted = await this.note(home, {
      type: 'DifferenceAcceptanceWithdrawn',
      observedAt: now,
      data: { path, by },
    });
    this.log.info({ user: by, replica: home.replicaId }, 'no longer accepts a difference');
    return noted;
  }

  private async note({ partition, replicaId }: ReplicaHome, { type, observedAt, data }: NewFact): Promise<Noted> {
    const stored = await this.database.store.append({
      partition,
      stream: replicaId,
      events: [{ type, observedAt, data: data as unknown as Json }],
    });
    if (stored.outcome !== 'stored') throw new Error(`A word without a key was ${stored.outcome}.`);
    return { cursor: String(stored.position) };
  }

  private async state({ replicaId }: ReplicaHome) {
    const picture = await readTransaction(this.database.pool, (client) => pictureNow(client, replicaId));
    return picture?.state ?? null;
  }

  private async home(id: string): Promise<ReplicaHome> {
    const home = isUuid(id)
      ? await this.database.orm.getRepository(ReplicaHome).findOneBy({ replicaId: id.toLowerCase() })
      : null;
    if (!home) throw new ProblemError(404, { detail: 'There is no such replica.' });
    return home;
  }
}
