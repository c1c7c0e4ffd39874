import { Module } from '@nestjs/common';
import { AlertClockRunner } from './alert-clock.runner.ts';
import { AlertsConsumer } from './alerts.consumer.ts';

/** What people must know: folded from the log beside the replicas, and what they say to it. */
@Module({
  providers: [AlertsConsumer, AlertClockRunner],
  exports: [AlertsConsumer],
})
export class AlertsModule {}
