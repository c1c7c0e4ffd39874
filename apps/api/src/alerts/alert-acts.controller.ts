import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import {
  AcknowledgeRequest,
  AssignRequest,
  BulkAcknowledgeRequest,
  BulkAssignRequest,
  BulkSilenceRequest,
  CommentRequest,
  SilenceAlertRequest,
  type BulkAnswer,
  type Noted,
} from '@lockstep/contracts';
import type { z } from 'zod';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { BulkResultsAnswer } from '../openapi/alert.answers.ts';
import { Describe, type RouteDescription } from '../openapi/describe.ts';
import { NotedAnswer } from '../openapi/diagnosis.answers.ts';
import { parseBody } from '../web/parse-body.ts';
import { acknowledge, assign, comment, silence, unacknowledge } from './alert-acts.ts';
import { sayOfAlert, sayOfAlerts, toResult, type SayOf } from './people.ts';

const ID = { name: 'id', description: 'The alert' };

/** One alert. */
const Act = (summary: string, body?: z.ZodType): MethodDecorator =>
  Describe({
    summary,
    tag: 'people',
    door: 'session',
    answers: { 200: NotedAnswer },
    problems: [403, 404, 409],
    ...(body && { body }),
  } satisfies RouteDescription);

/** Many, each of which stands or falls alone. */
const BulkAct = (summary: string, body: z.ZodType): MethodDecorator =>
  Describe({ summary, tag: 'people', door: 'session', body, answers: { 200: BulkResultsAnswer }, problems: [403] });

/** What people say to alerts. Each word is an event in the alert's stream, under the name of who signed in. */
@Controller('api/v1/alerts')
export class AlertActsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Post('acknowledge')
  @HttpCode(200)
  @BulkAct('Acknowledge many alerts, at most 500', BulkAcknowledgeRequest)
  acknowledgeMany(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<BulkAnswer> {
    const { ids, ...asked } = parseBody(BulkAcknowledgeRequest, body);
    return this.many(request, ids, (by) => acknowledge(by, asked));
  }

  @Post('assign')
  @HttpCode(200)
  @BulkAct('Assign many alerts, at most 500', BulkAssignRequest)
  assignMany(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<BulkAnswer> {
    const { ids, to } = parseBody(BulkAssignRequest, body);
    return this.many(request, ids, (by) => assign(by, to));
  }

  @Post('silence')
  @HttpCode(200)
  @BulkAct('Silence many alerts, at most 500', BulkSilenceRequest)
  silenceMany(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<BulkAnswer> {
    const { ids, ...asked } = parseBody(BulkSilenceRequest, body);
    return this.many(request, ids, (by) => silence(by, asked, randomUUID));
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Act('Take an alert: until a moment, or until it is resolved', AcknowledgeRequest)
  @ApiParam(ID)
  acknowledge(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<Noted> {
    const asked = parseBody(AcknowledgeRequest, body ?? {});
    return this.one(request, id, (by) => acknowledge(by, asked));
  }

  @Post(':id/unacknowledge')
  @HttpCode(200)
  @Act('Let go of an alert')
  @ApiParam(ID)
  unacknowledge(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<Noted> {
    return this.one(request, id, unacknowledge);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Act('Assign an alert to a person, or to nobody', AssignRequest)
  @ApiParam(ID)
  assign(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<Noted> {
    const { to } = parseBody(AssignRequest, body);
    return this.one(request, id, (by) => assign(by, to));
  }

  @Post(':id/comment')
  @HttpCode(200)
  @Act('Say something about an alert', CommentRequest)
  @ApiParam(ID)
  comment(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<Noted> {
    const asked = parseBody(CommentRequest, body);
    return this.one(request, id, (by) => comment(by, asked.comment));
  }

  @Post(':id/silence')
  @HttpCode(200)
  @Act('Keep this alert quiet until a moment', SilenceAlertRequest)
  @ApiParam(ID)
  silence(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<Noted> {
    const asked = parseBody(SilenceAlertRequest, body);
    return this.one(request, id, (by) => silence(by, asked, randomUUID));
  }

  private async one(request: RequestOfPerson, id: string, act: (by: string) => SayOf): Promise<Noted> {
    const { user } = personOf(request);
    const noted = await sayOfAlert(this.database, id, act(user));
    this.log.info({ user, alert: id }, 'said something to an alert');
    return noted;
  }

  private async many(
    request: RequestOfPerson,
    ids: readonly string[],
    act: (by: string) => SayOf,
  ): Promise<BulkAnswer> {
    const { user } = personOf(request);
    const said = await sayOfAlerts(this.database, ids, act(user));
    this.log.info({ user, alerts: ids.length }, 'said something to many alerts');
    return { results: said.map((one, index) => toResult(ids[index]!, one)) };
  }
}
