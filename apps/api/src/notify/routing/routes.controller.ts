import { randomUUID } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import {
  DigestChange,
  RouteChange,
  RouteInput,
  RoutesOrder,
  type DigestView,
  type RouteList,
  type RouteView,
} from '@lockstep/contracts';
import { leadsNowhere, leadSomewhere, type NotifyBook } from '@lockstep/domain';
import { countHeardAlerts, heardAlertStates } from '../../alerts/alerts.query.ts';
import { personOf, type RequestOfPerson } from '../../access/door.ts';
import { Database } from '../../database/database.ts';
import { Log } from '../../logging/log.ts';
import { Describe } from '../../openapi/describe.ts';
import { DigestAnswer, RouteListAnswer, RouteViewAnswer } from '../../openapi/notify.answers.ts';
import { parseBody } from '../../web/parse-body.ts';
import {
  decideDigest,
  decideOrder,
  decideRoute,
  decideRouteChange,
  decideRouteRemoval,
  routeOf,
} from './decide-route.ts';
import { changeNotify, readNotifyBook, type NewNotifyEvent } from './notify-log.ts';
import { toDigestView, toRouteViews } from './views.ts';

const ID = { name: 'id', description: 'The route' };
const CHANGED = 'changed where alerts go';

/** Which alerts are told to whom. A fresh server has one route, `Everything`, that leads to no channel yet. */
@Controller('api/v1')
export class RoutesController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get('routes')
  @Describe({
    summary: 'All routes, in the order in which they are tried',
    tag: 'questions',
    door: 'session',
    answers: { 200: RouteListAnswer },
  })
  async list(): Promise<RouteList> {
    return this.listed(await readNotifyBook(this.database.store));
  }

  @Post('routes')
  @Describe({
    summary: 'Make a route; it is tried last',
    detail: 'One that leads to no channel takes nothing: what fits it goes on to the next.',
    tag: 'people',
    door: 'session',
    body: RouteInput,
    answers: { 201: RouteViewAnswer },
    problems: [403, 409],
  })
  async make(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<RouteView> {
    const input = parseBody(RouteInput, body);
    const id = randomUUID();
    return viewOf(await this.change(request, { route: id }, (book, by) => decideRoute(book, id, input, by)), id);
  }

  @Put('routes/:id')
  @Describe({
    summary: 'Change a route, in its place',
    detail: '`basedOn` is the version that was edited; 409 if another is in force.',
    tag: 'people',
    door: 'session',
    body: RouteChange,
    answers: { 200: RouteViewAnswer },
    problems: [403, 404, 409],
  })
  @ApiParam(ID)
  async renew(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<RouteView> {
    const input = parseBody(RouteChange, body);
    let seen: number | null = null;
    const book = await this.change(request, { route: id }, (now, by) => {
      seen ??= routeOf(now, id).version;
      return decideRouteChange(now, { id, input, by, seen });
    });
    return viewOf(book, id);
  }

  @Delete('routes/:id')
  @Describe({
    summary: 'Remove a route; the last one stays',
    tag: 'people',
    door: 'session',
    answers: { 204: 'Removed' },
    problems: [403, 404, 409],
  })
  @ApiParam(ID)
  @HttpCode(204)
  async remove(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    await this.change(request, { route: id }, (book, by) => decideRouteRemoval(book, id, by));
  }

  @Post('routes/order')
  @Describe({
    summary: 'Say in which order the routes are tried',
    detail: 'All of them by id. 409 if somebody made one meanwhile.',
    tag: 'people',
    door: 'session',
    body: RoutesOrder,
    answers: { 200: RouteListAnswer },
    problems: [403, 409],
  })
  @HttpCode(200)
  async order(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<RouteList> {
    const { order } = parseBody(RoutesOrder, body);
    return this.listed(await this.change(request, {}, (book, by) => decideOrder(book, order, by)));
  }

  @Get('digest')
  @Describe({
    summary: 'When the digest is sent, and where',
    tag: 'questions',
    door: 'session',
    answers: { 200: DigestAnswer },
  })
  async digest(): Promise<DigestView> {
    return toDigestView(await readNotifyBook(this.database.store));
  }

  @Put('digest')
  @Describe({
    summary: 'Set the digest up',
    detail: '`basedOn` is the version that was edited; 409 if another is in force.',
    tag: 'people',
    door: 'session',
    body: DigestChange,
    answers: { 200: DigestAnswer },
    problems: [403, 409],
  })
  async setDigest(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<DigestView> {
    const input = parseBody(DigestChange, body);
    let seen: number | null = null;
    const book = await this.change(request, {}, (now, by) =>
      decideDigest(now, input, by, (seen ??= now.digest.version)),
    );
    return toDigestView(book);
  }

  private async listed(book: NotifyBook): Promise<RouteList> {
    return { items: toRouteViews(book), untold: await this.untold(book) };
  }

  /** There may be ten thousand of them: they are looked at one by one only where that can tell more. */
  private async untold(book: NotifyBook): Promise<number> {
    const { pool } = this.database;
    const led = leadSomewhere(book);
    if (led === 'all') return 0;
    if (led === 'none') return countHeardAlerts(pool);
    return (await heardAlertStates(pool)).filter((alert) => leadsNowhere(alert, book)).length;
  }

  private async change(
    request: RequestOfPerson,
    facts: object,
    decide: (book: NotifyBook, by: string) => NewNotifyEvent,
  ): Promise<NotifyBook> {
    const { user } = personOf(request);
    const { book, event } = await changeNotify(this.database.store, Date.now, (now) => decide(now, user));
    this.log.info({ user, type: event.type, ...facts }, CHANGED);
    return book;
  }
}

const viewOf = (book: NotifyBook, id: string): RouteView => toRouteViews(book).find((route) => route.id === id)!;
