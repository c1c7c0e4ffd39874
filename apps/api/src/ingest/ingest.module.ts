import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from '../config/config.ts';
import { AgentsGateway } from './agents.gateway.ts';
import { Ingest } from './ingest.ts';
import { ReportsController } from './reports.controller.ts';

/** Takes reports in, in processes whose part that is. */
@Module({})
export class IngestModule {
  static with({ roles }: Config): DynamicModule {
    const doors = roles.has('ingest') ? { controllers: [ReportsController], providers: [Ingest, AgentsGateway] } : {};
    return { module: IngestModule, providers: [Ingest], exports: [Ingest], ...doors };
  }
}
