import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import {
  PolicyInput,
  PolicyPreviewInput,
  type PolicyList,
  type PolicyPreview,
  type PolicyVersionList,
  type PolicyView,
} from '@lockstep/contracts';
import type { PolicyBook } from '@lockstep/domain';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Describe } from '../openapi/describe.ts';
import {
  PolicyListAnswer,
  PolicyPreviewAnswer,
  PolicyVersionsAnswer,
  PolicyViewAnswer,
} from '../openapi/policy.answers.ts';
import { parseAsOf, parseVersions, type QueryString } from '../queries/parameters.ts';
import { PARAMETERS } from '../queries/question.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { decideChange, decideNew, decideRemoval, inForce } from './decide-policy.ts';
import { changePolicies, readPolicyLog } from './policy-log.ts';
import { replicasOf, replicasThen } from './policy-replicas.query.ts';
import { inListOrder, toPolicyView, toVersions } from './policy-views.ts';
import { previewPolicy } from './preview-policy.ts';

const REPLICAS_THEN =
  'As of a past moment `replicas` counts those that there were then, by their mailbox, labels and client of today.';
const AT = { name: 'at', required: false, description: PARAMETERS.at, schema: { type: 'string' } } as const;
const KNOWN_AT = {
  name: 'knownAt',
  required: false,
  description: PARAMETERS.knownAt,
  schema: { type: 'string' },
} as const;
const ID = { name: 'id', description: 'The policy; `default` is the one for everyone' };

/** What counts as out of step, for whom: read from the log itself, so that a change is seen as soon as it is made. */
@Controller('api/v1/policies')
export class PoliciesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get()
  @Describe({
    summary: 'All policies',
    detail: REPLICAS_THEN,
    tag: 'questions',
    door: 'session',
    answers: { 200: PolicyListAnswer },
    problems: [422],
  })
  @ApiQuery(AT)
  @ApiQuery(KNOWN_AT)
  async list(@Query() query: QueryString): Promise<PolicyList> {
    const { book, replicas } = await this.read(query);
    return { items: inListOrder(book.entries).map((entry) => toPolicyView(entry, replicas(entry.policy.id))) };
  }

  @Get(':id')
  @Describe({
    summary: 'One policy',
    detail: REPLICAS_THEN,
    tag: 'questions',
    door: 'session',
    answers: { 200: PolicyViewAnswer },
    problems: [404, 422],
  })
  @ApiParam(ID)
  @ApiQuery(AT)
  @ApiQuery(KNOWN_AT)
  async one(@Param('id') id: string, @Query() query: QueryString): Promise<PolicyView> {
    const { book, replicas } = await this.read(query);
    return toPolicyView(inForce(book, id), replicas(id));
  }

  @Get(':id/versions')
  @Describe({
    summary: 'What it was before, by whom and why; of a removed one too',
    detail: 'Each version is one event of the stream of policies, and names it by its `cursor`.',
    tag: 'questions',
    door: 'session',
    answers: { 200: PolicyVersionsAnswer },
    problems: [404, 422],
  })
  @ApiParam(ID)
  @ApiQuery(AT)
  @ApiQuery(KNOWN_AT)
  @ApiQuery({
    name: 'cursor',
    required: false,
    description:
      'Only the version that this event made, as `why` and a policy name it; 404 if it made none of this policy',
    schema: { type: 'string' },
  })
  async versions(@Param('id') id: string, @Query() query: QueryString): Promise<PolicyVersionList> {
    const cursor = parseVersions(query);
    const all = toVersions(await readPolicyLog(this.database.store, parseAsOf(query)), id);
    if (all.length === 0) throw new ProblemError(404, { detail: 'There is no such policy.' });
    const items = cursor === null ? all : all.filter((version) => version.cursor === cursor);
    if (items.length === 0)
      throw new ProblemError(404, { detail: 'No version of this policy was made by that event.' });
    return { items };
  }

  @Post()
  @Describe({
    summary: 'Make a policy for a group',
    detail:
      'Each group has one at most. A policy states everything; of several that cover a replica the most specific holds, whole.',
    tag: 'people',
    door: 'session',
    body: PolicyInput,
    answers: { 201: PolicyViewAnswer },
    problems: [403, 409],
  })
  async make(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<PolicyView> {
    const input = parseBody(PolicyInput, body);
    const { user } = personOf(request);
    return this.change(randomUUID(), user, (book, id) => decideNew(book, id, input, user));
  }

  @Put(':id')
  @Describe({
    summary: 'A new version of a policy',
    detail:
      'It holds from now on: what was judged before stays as it was. `basedOn` is the version that was edited; 409 if another is in force.',
    tag: 'people',
    door: 'session',
    body: PolicyInput,
    answers: { 200: PolicyViewAnswer },
    problems: [403, 404, 409],
  })
  @ApiParam(ID)
  async renew(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<PolicyView> {
    const input = parseBody(PolicyInput, body);
    const { user } = personOf(request);
    let seen: number | null = null;
    return this.change(id, user, (book) => {
      seen ??= inForce(book, id).policy.version;
      return decideChange(book, id, input, user, seen);
    });
  }

  @Delete(':id')
  @Describe({
    summary: 'Remove a policy; its replicas fall back to the next that covers them',
    tag: 'people',
    door: 'session',
    answers: { 204: 'Removed' },
    problems: [403, 404, 409],
  })
  @ApiParam(ID)
  @HttpCode(204)
  async remove(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    const { user } = personOf(request);
    await changePolicies(this.database.store, Date.now, (book) => decideRemoval(book, id, user));
    this.log.info({ user, policy: id }, 'removed a policy');
  }

  @Post('preview')
  @Describe({
    summary: 'How many replicas a policy would be for, and how they would stand',
    detail:
      'A look at the present, not a back-test: their states of now, judged now, as is and as proposed; 2,000 of them at most. `id` is that of the ' +
      'policy that would change; without it, a new one is meant. Nothing is changed.',
    tag: 'people',
    door: 'session',
    body: PolicyPreviewInput,
    answers: { 200: PolicyPreviewAnswer },
    problems: [403, 404, 409],
  })
  @HttpCode(200)
  async preview(@Body() body: unknown): Promise<PolicyPreview> {
    const input = parseBody(PolicyPreviewInput, body);
    return readTransaction(this.database.pool, (client) => previewPolicy(client, input, Date.now()));
  }

  private async change(
    id: string,
    user: string,
    decide: (book: Parameters<typeof decideNew>[0], id: string) => ReturnType<typeof decideNew>,
  ): Promise<PolicyView> {
    const { event, log } = await changePolicies(this.database.store, Date.now, (book) => decide(book, id));
    this.log.info({ user, policy: id, version: event.data.version }, 'changed a policy');
    return toPolicyView(inForce(log.book, id), (await replicasOf(this.database.pool))(id));
  }

  private async read(query: QueryString): Promise<{ book: PolicyBook; replicas: (id: string) => number }> {
    const asOf = parseAsOf(query);
    const { pool, store } = this.database;
    const { book } = await readPolicyLog(store, asOf);
    const past = asOf.at !== undefined || asOf.knownAt !== undefined;
    return { book, replicas: await (past ? replicasThen(pool, book, asOf) : replicasOf(pool)) };
  }
}
