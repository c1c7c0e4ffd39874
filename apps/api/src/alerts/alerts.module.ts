import { Module } from '@nestjs/common';
import { AlertActsController } from './alert-acts.controller.ts';
import { AlertClockRunner } from './alert-clock.runner.ts';
import { AlertsConsumer } from './alerts.consumer.ts';
import { AlertsController } from './alerts.controller.ts';
import { MaintenanceController } from './maintenance.controller.ts';
import { SilencesController } from './silences.controller.ts';

/** What people must know: folded from the log beside the replicas, and what they say to it. */
@Module({
  // Acts first: `acknowledge` is no alert's id.
  controllers: [AlertActsController, AlertsController, SilencesController, MaintenanceController],
  providers: [AlertsConsumer, AlertClockRunner],
  exports: [AlertsConsumer],
})
export class AlertsModule {}
