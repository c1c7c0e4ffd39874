import { Module } from '@nestjs/common';
import { AgentsGateway } from './agents.gateway.ts';
import { Ingest } from './ingest.ts';
import { ReportsController } from './reports.controller.ts';

@Module({ controllers: [ReportsController], providers: [Ingest, AgentsGateway], exports: [Ingest] })
export class IngestModule {}
