import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import {
  PolicyInput,
  PolicyPreviewInput,
  type PolicyList,
  type PolicyPreview,
  type PolicyVersionList,
  type PolicyView,
} from '@lockstep/contracts';
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
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { decideChange, decideNew, decideRemoval, inForce } from './decide-policy.ts';
import { changePolicies, readPolicyLog } from './policy-log.ts';
import { inListOrder, toPolicyView, toVersions } from './policy-views.ts';
import { previewPolicy } from './preview-policy.ts';

const ID = { name: 'id', description: 'The policy; `default` is the one for everyone' };

/** What counts as out of step, for whom: read from the log itself, so that a change is seen as soon as it is made. */
@Controller('api/v1/policies')
export class PoliciesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get()
  @Describe({ summary: 'All policies', tag: 'questions', door: 'session', answers: { 200: PolicyListAnswer } })
  async list(): Promise<PolicyList> {
    const { book } = await readPolicyLog(this.database.store);
    const replicas = await this.replicas();
    return { items: inListOrder(book.entries).map((entry) => toPolicyView(entry, replicas(entry.policy.id))) };
  }

  @Get(':id')
  @Describe({
    summary: 'One policy',
    tag: 'questions',
    door: 'session',
    answers: { 200: PolicyViewAnswer },
    problems: [404],
  })
  @ApiParam(ID)
  async one(@Param('id') id: string): Promise<PolicyView> {
    const { book } = await readPolicyLog(this.database.store);
    return toPolicyView(inForce(book, id), (await this.replicas())(id));
  }

  @Get(':id/versions')
  @Describe({
    summary: 'What it was before, by whom and why; of a removed one too',
    tag: 'questions',
    door: 'session',
    answers: { 200: PolicyVersionsAnswer },
    problems: [404],
  })
  @ApiParam(ID)
  async versions(@Param('id') id: string): Promise<PolicyVersionList> {
    const items = toVersions(await readPolicyLog(this.database.store), id);
    if (items.length === 0) throw new ProblemError(404, { detail: 'There is no such policy.' });
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
    return toPolicyView(inForce(log.book, id), (await this.replicas())(id));
  }

  /** How many are judged by it, of any version: those that have not turned to the newest yet are about to. */
  private async replicas(): Promise<(id: string) => number> {
    const { rows } = await this.database.pool.query<{ policy: string; replicas: number }>({
      name: 'policy-replicas',
      text: `SELECT policy, count(*)::int AS replicas FROM ${READ_SCHEMA}.replica_list WHERE partition = 0 GROUP BY policy`,
    });
    const counts = new Map(rows.map(({ policy, replicas }) => [policy, replicas]));
    return (id) => counts.get(id) ?? 0;
  }
}
