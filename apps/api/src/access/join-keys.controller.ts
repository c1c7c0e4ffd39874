import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { EnrolmentView, JoinKeyView, MadeJoinKey } from '@lockstep/contracts';
import { Config } from '../config/config.ts';
import { Log } from '../logging/log.ts';
import { ProblemError } from '../web/problem.ts';
import { isUuid } from '../web/uuid.ts';
import { personOf, type RequestOfPerson } from './door.ts';
import { JoinKeys } from './join-keys.ts';
import { Describe } from '../openapi/describe.ts';
import { EnrolmentAnswer, JoinKeysAnswer, MadeJoinKeyAnswer } from '../openapi/door.answers.ts';

@Controller('api/v1')
export class JoinKeysController {
  constructor(
    private readonly joinKeys: JoinKeys,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  @Describe({
    summary: 'What the page that shows how to enrol needs',
    tag: 'people',
    door: 'session',
    answers: { 200: EnrolmentAnswer },
  })
  /** What the first-run page shows. A key that was made is known by its hash only; the page then offers to make another. */
  @Get('enrolment')
  async enrolment(): Promise<EnrolmentView> {
    const { joinKey } = this.config;
    return { joinKey: joinKey !== null && (await this.joinKeys.isValid(joinKey)) ? joinKey : null };
  }

  @Describe({
    summary: 'The join keys that are valid, without the keys',
    tag: 'people',
    door: 'session',
    answers: { 200: JoinKeysAnswer },
  })
  @Get('join-keys')
  async list(): Promise<{ items: JoinKeyView[] }> {
    const keys = await this.joinKeys.list();
    return { items: keys.map(({ id, madeBy, madeAt }) => ({ id, madeBy, madeAt: madeAt.toISOString() })) };
  }

  @Describe({
    summary: 'Make a join key, shown this once',
    tag: 'people',
    door: 'session',
    answers: { 201: MadeJoinKeyAnswer },
    problems: [403],
  })
  @Post('join-keys')
  async make(@Req() request: RequestOfPerson): Promise<MadeJoinKey> {
    const { user } = personOf(request);
    const { id, key, madeAt } = await this.joinKeys.make(user);
    this.log.info({ user, id }, 'made a join key');
    return { id, key, madeBy: user, madeAt: madeAt.toISOString() };
  }

  @Describe({
    summary: 'Revoke a join key; agents that came by it stay',
    tag: 'people',
    door: 'session',
    answers: { 204: 'Revoked' },
    problems: [403, 404],
  })
  @Delete('join-keys/:id')
  @HttpCode(204)
  async revoke(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    if (!isUuid(id) || !(await this.joinKeys.revoke(id)))
      throw new ProblemError(404, { detail: 'There is no such join key.' });
    this.log.info({ user: personOf(request).user, id }, 'revoked a join key');
  }
}
