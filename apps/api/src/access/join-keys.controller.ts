import { Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { EnrolmentView } from '@lockstep/contracts';
import { Log } from '../logging/log.ts';
import { ProblemError } from '../web/problem.ts';
import { isUuid } from '../web/uuid.ts';
import { personOf, type RequestOfPerson } from './door.ts';
import { JoinKeys } from './join-keys.ts';

/** One join key without the key: that is shown once, when it is made. */
export interface JoinKeyView {
  readonly id: string;
  readonly madeBy: string;
  readonly madeAt: string;
}

@Controller('api/v1')
export class JoinKeysController {
  constructor(
    private readonly joinKeys: JoinKeys,
    private readonly log: Log,
  ) {}

  /** What the first-run page shows. Keys are known by their hashes only, so it offers to make one. */
  @Get('enrolment')
  enrolment(): EnrolmentView {
    return { joinKey: null };
  }

  @Get('join-keys')
  async list(): Promise<{ items: JoinKeyView[] }> {
    const keys = await this.joinKeys.list();
    return { items: keys.map(({ id, madeBy, madeAt }) => ({ id, madeBy, madeAt: madeAt.toISOString() })) };
  }

  @Post('join-keys')
  async make(@Req() request: RequestOfPerson): Promise<JoinKeyView & { key: string }> {
    const { user } = personOf(request);
    const { id, key, madeAt } = await this.joinKeys.make(user);
    this.log.info({ user, id }, 'made a join key');
    return { id, key, madeBy: user, madeAt: madeAt.toISOString() };
  }

  @Delete('join-keys/:id')
  @HttpCode(204)
  async revoke(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    if (!isUuid(id) || !(await this.joinKeys.revoke(id)))
      throw new ProblemError(404, { detail: 'There is no such join key.' });
    this.log.info({ user: personOf(request).user, id }, 'revoked a join key');
  }
}
