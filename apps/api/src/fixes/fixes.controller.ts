import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import {
  FixTriedRequest,
  type FixArticleList,
  type FixArticleView,
  type FixList,
  type Noted,
} from '@lockstep/contracts';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { ReplicaHome } from '../access/replica-home.entity.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Describe } from '../openapi/describe.ts';
import { FixArticleAnswer, FixArticlesAnswer, FixListAnswer, NotedAnswer } from '../openapi/diagnosis.answers.ts';
import { badParameter, parseAsOf, parseSearch, type QueryString } from '../queries/parameters.ts';
import { Question } from '../queries/question.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { seenNow } from './seen-now.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { isUuid } from '../web/uuid.ts';
import { fixArticles } from './fix-articles.ts';
import { fixFares } from './fix-fares.query.ts';
import { incidentTries } from './incident-tries.ts';
import { withIncidentTries } from './incident-fares.ts';
import { fixLives, toFixView } from './fix-lives.ts';
import { tryFix } from './try-fix.ts';

const FIX_PARAMETER = { name: 'fix', description: 'The diagnosis it mends, as in `K11`' };

const AT_PARAMETER = {
  name: 'at',
  required: false,
  description: 'How they fared by this instant, with all we know today; the steps are those of today',
  schema: { type: 'string' },
} as const;

/** Fixes: what there is to try, how it fares here, and the word of a person that they tried. */
@Controller('api/v1')
export class FixesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get('fixes')
  @Describe({
    summary: 'The knowledge base: every cause, what mends it, and how that fares here',
    tag: 'questions',
    door: 'session',
    answers: { 200: FixArticlesAnswer },
    problems: [422],
  })
  @ApiQuery({
    name: 'q',
    required: false,
    description: 'Words to be found in the id, title, source, what is seen, cause or steps; all of them',
    schema: { type: 'string' },
  })
  @ApiQuery(AT_PARAMETER)
  async articles(@Query() query: QueryString): Promise<FixArticleList> {
    const { q = '' } = parseSearch(query);
    return { items: fixArticles(await this.fares(query), q.split(/\s+/).filter(Boolean)) };
  }

  @Get('fixes/:fix')
  @Describe({
    summary: 'One cause and what mends it',
    tag: 'questions',
    door: 'session',
    answers: { 200: FixArticleAnswer },
    problems: [404, 422],
  })
  @ApiParam(FIX_PARAMETER)
  @ApiQuery(AT_PARAMETER)
  async article(@Param('fix') fix: string, @Query() query: QueryString): Promise<FixArticleView> {
    const found = fixArticles(await this.fares(query), []).find(({ id }) => id === fix);
    if (!found) throw new ProblemError(404, { field: 'fix', detail: 'There is no such fix.' });
    return found;
  }

  @Question('replicas/:id/fixes', 'What was suggested, what was tried, and what became of it', FixListAnswer, [
    'at',
    'knownAt',
  ])
  async ofReplica(@Param('id') id: string, @Query() query: QueryString): Promise<FixList> {
    const asOf = parseAsOf(query);
    const { replicaId } = await this.home(id);
    const lives = await fixLives(this.database.store, replicaId, asOf);
    return { items: lives.map(toFixView).reverse() };
  }

  @Post('replicas/:id/fixes/:fix/tried')
  @Describe({
    summary: 'Say that a fix was tried; whether it helped, later reports say',
    tag: 'people',
    door: 'session',
    body: FixTriedRequest,
    answers: { 201: NotedAnswer },
    problems: [403, 404, 409],
  })
  @ApiParam({ name: 'id', description: 'The replica' })
  @ApiParam(FIX_PARAMETER)
  async tried(
    @Req() request: RequestOfPerson,
    @Param('id') id: string,
    @Param('fix') fix: string,
    @Body() body: unknown,
  ): Promise<Noted> {
    const { note } = parseBody(FixTriedRequest, body ?? {});
    const { user: by } = personOf(request);
    const { replicaId: replica, partition } = await this.home(id);
    const seen = await readTransaction(this.database.pool, (client) => seenNow(client, replica));
    const position = await tryFix(this.database.store, { replica, partition, fix, by, note, at: Date.now(), seen });
    this.log.info({ user: by, replica, fix }, 'tried a fix');
    return { cursor: String(position) };
  }

  private fares(query: QueryString) {
    const { at, knownAt } = parseAsOf(query);
    if (knownAt !== undefined) throw badParameter('knownAt', 'cannot be asked of how fixes fare; ask with at');
    const { pool, store } = this.database;
    return readTransaction(pool, async (client) =>
      withIncidentTries(await fixFares(client, at), await incidentTries(client, store, { at, now: Date.now() })),
    );
  }

  private async home(id: string): Promise<ReplicaHome> {
    const home = isUuid(id)
      ? await this.database.orm.getRepository(ReplicaHome).findOneBy({ replicaId: id.toLowerCase() })
      : null;
    if (!home) throw new ProblemError(404, { detail: 'There is no such replica.' });
    return home;
  }
}
