import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { ChannelChange, ChannelInput, type ChannelList, type ChannelTest, type ChannelView } from '@lockstep/contracts';
import { personOf, type RequestOfPerson } from '../../access/door.ts';
import { Database } from '../../database/database.ts';
import { Log } from '../../logging/log.ts';
import { Describe } from '../../openapi/describe.ts';
import { ChannelListAnswer, ChannelTestAnswer, ChannelViewAnswer } from '../../openapi/notify.answers.ts';
import { parseBody } from '../../web/parse-body.ts';
import { channelHealth } from '../delivery/health.query.ts';
import { ConfigureChannel } from './configure-channel.ts';
import { channelOf } from './decide-channel.ts';
import { readNotifyBook } from './notify-log.ts';
import { TestChannel } from './test-channel.ts';
import { toChannelView } from './views.ts';

const ID = { name: 'id', description: 'The channel' };

/** Ways to people and programs: read from the log itself, so that a change is seen as soon as it is made. */
@Controller('api/v1/channels')
export class ChannelsController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ConfigureChannel) private readonly configure: ConfigureChannel,
    @Inject(TestChannel) private readonly tests: TestChannel,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get()
  @Describe({
    summary: 'All channels, without their secrets',
    tag: 'questions',
    door: 'session',
    answers: { 200: ChannelListAnswer },
  })
  async list(): Promise<ChannelList> {
    const { channels } = await readNotifyBook(this.database.store);
    const health = await channelHealth(this.database.pool, [...channels.keys()]);
    const items = [...channels.values()].map((channel) => toChannelView(channel, health.get(channel.id)));
    return { items: items.sort((a, b) => a.name.localeCompare(b.name, 'en')) };
  }

  @Post()
  @Describe({
    summary: 'Make a channel',
    detail: 'Its secrets are stored encrypted and never shown again; `holds` says which there are.',
    tag: 'people',
    door: 'session',
    body: ChannelInput,
    answers: { 201: ChannelViewAnswer },
    problems: [403, 409],
  })
  async make(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<ChannelView> {
    const input = parseBody(ChannelInput, body);
    const { user } = personOf(request);
    const channel = await this.configure.make(input, user);
    this.log.info({ user, channel: channel.id }, 'made a channel');
    return toChannelView(channel);
  }

  @Put(':id')
  @Describe({
    summary: 'Set a channel up anew',
    detail:
      'A secret that is left out stays, null takes it away; where the channel leads elsewhere its secrets must be entered again. `basedOn` is ' +
      'the version that was edited; 409 if another is in force.',
    tag: 'people',
    door: 'session',
    body: ChannelChange,
    answers: { 200: ChannelViewAnswer },
    problems: [403, 404, 409],
  })
  @ApiParam(ID)
  async renew(@Req() request: RequestOfPerson, @Param('id') id: string, @Body() body: unknown): Promise<ChannelView> {
    const input = parseBody(ChannelChange, body);
    const { user } = personOf(request);
    const channel = await this.configure.change(id, input, user);
    this.log.info({ user, channel: id, version: channel.version }, 'changed a channel');
    return toChannelView(channel, (await channelHealth(this.database.pool, [id])).get(id));
  }

  @Delete(':id')
  @Describe({
    summary: 'Remove a channel and its secrets',
    detail: 'What waits for it is dropped. 409 while a route or the digest leads to it.',
    tag: 'people',
    door: 'session',
    answers: { 204: 'Removed' },
    problems: [403, 404, 409],
  })
  @ApiParam(ID)
  @HttpCode(204)
  async remove(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<void> {
    const { user } = personOf(request);
    await this.configure.remove(id, user);
    this.log.info({ user, channel: id }, 'removed a channel');
  }

  @Post(':id/test')
  @Describe({
    summary: 'Send a test message now, and see what the other side answers',
    detail: 'As it is stored, switched off or not; within ten seconds, and not tried again.',
    tag: 'people',
    door: 'session',
    answers: { 200: ChannelTestAnswer },
    problems: [403, 404],
  })
  @ApiParam(ID)
  @HttpCode(200)
  async test(@Req() request: RequestOfPerson, @Param('id') id: string): Promise<ChannelTest> {
    const { user } = personOf(request);
    const channel = channelOf(await readNotifyBook(this.database.store), id);
    const test = await this.tests.send(channel, user);
    this.log.info({ user, channel: id, ok: test.ok, ms: test.ms }, 'tested a channel');
    return test;
  }
}
