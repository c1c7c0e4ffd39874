import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.ts';
import { BrowserNotices } from './browser-notices.ts';
import { channels } from './channels.ts';
import { DeliveriesController } from './delivery/deliveries.controller.ts';
import { DeliveryRunner } from './delivery/delivery.runner.ts';
import { ChannelsController } from './routing/channels.controller.ts';
import { ConfigureChannel } from './routing/configure-channel.ts';
import { RoutesController } from './routing/routes.controller.ts';
import { TestChannel } from './routing/test-channel.ts';
import { ChannelSecrets } from './secrets/channel-secrets.ts';
import { Senders, sendersOf } from './senders.ts';
import { WatchdogCallController } from './watchdog-call/watchdog-call.controller.ts';
import { WatchdogCallRunner } from './watchdog-call/watchdog-call.runner.ts';

/** To whom alerts are told, by which channel, and what became of each message. */
@Module({
  imports: [AlertsModule],
  controllers: [ChannelsController, RoutesController, DeliveriesController, WatchdogCallController],
  providers: [
    ChannelSecrets,
    ConfigureChannel,
    TestChannel,
    DeliveryRunner,
    BrowserNotices,
    WatchdogCallRunner,
    {
      provide: Senders,
      inject: [BrowserNotices],
      useFactory: (notices: BrowserNotices) => sendersOf(channels({ say: (notice) => notices.say(notice) })),
    },
  ],
  exports: [BrowserNotices, DeliveryRunner],
})
export class NotifyModule {}
