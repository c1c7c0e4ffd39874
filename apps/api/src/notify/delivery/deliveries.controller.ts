import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { NotifyBook } from '@lockstep/domain';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { DismissDelivery, type DeliveryList, type DeliveryView } from '@lockstep/contracts';
import { personOf, type RequestOfPerson } from '../../access/door.ts';
import { Database } from '../../database/database.ts';
import { Log } from '../../logging/log.ts';
import { Describe } from '../../openapi/describe.ts';
import { DeliveryListAnswer, DeliveryViewAnswer } from '../../openapi/notify.answers.ts';
import { parseDeliveries, type QueryString } from '../../queries/parameters.ts';
import { parseBody } from '../../web/parse-body.ts';
import { ProblemError } from '../../web/problem.ts';
import { readNotifyBook } from '../routing/notify-log.ts';
import { deliveries, delivery, DELIVERY_STATES } from './deliveries.query.ts';
import { DeliveryRunner } from './delivery.runner.ts';
import { dismissDelivery } from './dismiss-delivery.ts';
import { retryDelivery } from './retry-delivery.ts';

const QUERIES = {
  state: `One of ${DELIVERY_STATES.join(', ')}; all when left out`,
  channel: 'Those to this channel',
  limit: '50 when left out, at most 500',
  cursor: '`nextCursor` of the page before',
};

/** What was said to whom, what waits, and what could not be said. */
@Controller('api/v1/deliveries')
export class DeliveriesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DeliveryRunner) private readonly runner: DeliveryRunner,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get()
  @Describe({
    summary: 'Messages and what became of them, newest first',
    tag: 'questions',
    door: 'session',
    answers: { 200: DeliveryListAnswer },
    problems: [422],
  })
  @ApiQuery({ name: 'state', required: false, description: QUERIES.state, schema: { type: 'string' } })
  @ApiQuery({ name: 'channel', required: false, description: QUERIES.channel, schema: { type: 'string' } })
  @ApiQuery({ name: 'limit', required: false, description: QUERIES.limit, schema: { type: 'integer' } })
  @ApiQuery({ name: 'cursor', required: false, description: QUERIES.cursor, schema: { type: 'string' } })
  async list(@Query() query: QueryString): Promise<DeliveryList> {
    const { cursor: before, ...asked } = parseDeliveries(query);
    const { pool, store } = this.database;
    return deliveries(pool, { ...asked, before }, await readNotifyBook(store));
  }

  @Post(':id/retry')
  @Describe({
    summary: 'Send a dead, dismissed or dropped message after all',
    detail:
      'From the first attempt on, in its old place: later messages of its group wait for it. 409 unless it is dead, dismissed or dropped.',
    tag: 'people',
    door: 'session',
    answers: { 200: DeliveryViewAnswer },
    problems: [403, 404, 409],
  })
  @ApiParam({ name: 'id', description: 'The message' })
  @HttpCode(200)
  async retry(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<DeliveryView> {
    const { user } = personOf(request);
    const { pool, store } = this.database;
    const book = await readNotifyBook(store);
    const found = await this.found(id, book);
    await retryDelivery({ pool, store, clock: Date.now }, found, book, user);
    this.log.info({ user, key: found.view.key, channel: found.view.channel }, 'put a message back');
    this.runner.wake();
    return (await delivery(pool, id, book))!.view;
  }

  @Post(':id/dismiss')
  @Describe({
    summary: 'Say of a dead message that it need not be sent any more',
    detail:
      'It no longer counts as given up, among the ills of Lockstep neither, and the channel is not told of these alerts again unless they ' +
      'become worse. Who said so and why stays with it. 409 unless it is dead.',
    tag: 'people',
    door: 'session',
    body: DismissDelivery,
    answers: { 200: DeliveryViewAnswer },
    problems: [403, 404, 409],
  })
  @ApiParam({ name: 'id', description: 'The message' })
  @HttpCode(200)
  async dismiss(
    @Req() request: RequestOfPerson,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<DeliveryView> {
    const { reason } = parseBody(DismissDelivery, body);
    const { user: by } = personOf(request);
    const { pool, store } = this.database;
    const book = await readNotifyBook(store);
    const found = await this.found(id, book);
    await dismissDelivery({ pool, store, clock: Date.now }, found, { by, reason });
    this.log.info({ user: by, key: found.view.key, channel: found.view.channel }, 'dismissed a message');
    return (await delivery(pool, id, book))!.view;
  }

  private async found(id: string, book: NotifyBook) {
    const found = /^\d{1,15}$/.test(id) ? await delivery(this.database.pool, id, book) : null;
    if (!found) throw new ProblemError(404, { detail: 'There is no such message.' });
    return found;
  }
}
