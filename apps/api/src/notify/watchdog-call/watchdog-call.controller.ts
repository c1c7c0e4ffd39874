import { Body, Controller, Get, Inject, Put, Req } from '@nestjs/common';
import { WatchdogInput, type WatchdogView } from '@lockstep/contracts';
import { personOf, type RequestOfPerson } from '../../access/door.ts';
import { Database } from '../../database/database.ts';
import { Log } from '../../logging/log.ts';
import { Describe } from '../../openapi/describe.ts';
import { WatchdogAnswer } from '../../openapi/watchdog.answers.ts';
import { parseBody } from '../../web/parse-body.ts';
import { ChannelSecrets } from '../secrets/channel-secrets.ts';
import { refusePrivateHost } from '../routing/refuse-private.ts';
import { CALL_ID, configureCall, readCallSettings, type CallSettings } from './call-settings.ts';
import { readLastCall } from './last-call.ts';
import { watchdogView } from './watchdog-call.view.ts';

/** The dead-man's switch: which address is called as long as Lockstep works. */
@Controller('api/v1/watchdog')
export class WatchdogCallController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ChannelSecrets) private readonly secrets: ChannelSecrets,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get()
  @Describe({
    summary: 'The watchdog call: how it is set up, what it was answered, why it is silent',
    tag: 'questions',
    door: 'session',
    answers: { 200: WatchdogAnswer },
  })
  async show(): Promise<WatchdogView> {
    return this.view(await readCallSettings(this.database.store));
  }

  @Put()
  @Describe({
    summary: 'Set the watchdog call up',
    detail:
      'The address is called every so often as long as Lockstep works, and not any more when it does not: whoever is called raises the ' +
      'alarm. It is stored encrypted and never shown again; left out, the one that is there stays, null takes it away. `basedOn` is the ' +
      'version that was edited; 409 if another is in force.',
    tag: 'people',
    door: 'session',
    body: WatchdogInput,
    answers: { 200: WatchdogAnswer },
    problems: [403, 409],
  })
  async set(@Req() request: RequestOfPerson, @Body() body: unknown): Promise<WatchdogView> {
    const input = parseBody(WatchdogInput, body);
    const { user } = personOf(request);
    const { store } = this.database;
    await this.refuseNever(input);
    const settings = await configureCall(store, this.secrets, input, { by: user, now: Date.now });
    this.log.info({ user, version: settings.version, enabled: settings.enabled }, 'set the watchdog call up');
    return this.view(settings);
  }

  /** An address that no call could ever go to is refused where it is said, and where the leave to go there is taken back. */
  private async refuseNever({ url, enabled, allowPrivate }: WatchdogInput): Promise<void> {
    if (!enabled || allowPrivate) return;
    const address = url === undefined ? await this.heldAddress() : url;
    if (address) refusePrivateHost('url', new URL(address).hostname);
  }

  /** Null: there is none, or it cannot be read any more, which the next call will say. */
  private async heldAddress(): Promise<string | null> {
    const { secrets } = await readCallSettings(this.database.store);
    const held = await this.secrets.of({ id: CALL_ID, secrets }).catch(() => ({ url: null }));
    return held.url ?? null;
  }

  private async view(settings: CallSettings): Promise<WatchdogView> {
    return watchdogView(settings, await readLastCall(this.database.pool), Date.now());
  }
}
