import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.ts';
import { NotifyModule } from '../notify/notify.module.ts';
import { ProjectionsModule } from '../projections/projections.module.ts';
import { LiveGateway } from './live.gateway.ts';

@Module({ imports: [ProjectionsModule, AlertsModule, NotifyModule], providers: [LiveGateway] })
export class LiveModule {}
