import { Module } from '@nestjs/common';
import { ProjectionsModule } from '../projections/projections.module.ts';
import { LiveGateway } from './live.gateway.ts';

@Module({ imports: [ProjectionsModule], providers: [LiveGateway] })
export class LiveModule {}
