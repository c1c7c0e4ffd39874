import { Body, Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import { JoinRequest, type JoinResponse } from '@lockstep/contracts';
import type { Request } from 'express';
import { parseBody } from '../web/parse-body.ts';
import { ProblemError } from '../web/problem.ts';
import { isUuid } from '../web/uuid.ts';
import { bearerOf, ForJoinKey, personOf, type RequestOfPerson } from './door.ts';
import { Enrolment } from './enrolment.ts';
import { JoinKeys } from './join-keys.ts';
import { Describe } from '../openapi/describe.ts';
import { JoinAnswer } from '../openapi/door.answers.ts';

@Controller('api/v1')
export class AgentsController {
  constructor(
    private readonly joinKeys: JoinKeys,
    private readonly enrolment: Enrolment,
  ) {}

  @Describe({
    summary: 'Enrol a replica',
    detail:
      'The mailbox, the device and the store name a replica. Once its old token has fallen silent, the same replica is given a ' +
      'new one and the old one is revoked; before that it is 409.',
    tag: 'agents',
    door: 'joinKey',
    body: JoinRequest,
    answers: { 201: JoinAnswer },
    problems: [403, 409, 429],
  })
  @ForJoinKey()
  @Post('agents')
  async join(@Req() request: Request, @Body() body: unknown): Promise<JoinResponse> {
    await this.joinKeys.check(bearerOf(request.headers.authorization), request.ip ?? '');
    return this.enrolment.join(parseBody(JoinRequest, body), Date.now());
  }

  @Describe({
    summary: "Revoke a replica's token; its sockets close",
    tag: 'people',
    door: 'session',
    answers: { 204: 'Revoked' },
    problems: [403, 404],
  })
  @Delete('replicas/:id/token')
  @HttpCode(204)
  async revoke(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    const found = isUuid(id) && (await this.enrolment.revoke(id.toLowerCase(), personOf(request).user, Date.now()));
    if (!found) throw new ProblemError(404, { detail: 'There is no such replica.' });
  }
}
