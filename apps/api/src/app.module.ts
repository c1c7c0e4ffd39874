import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from './access/access.module.ts';
import type { Config } from './config/config.ts';
import { ConfigModule } from './config/config.module.ts';
import { DatabaseModule } from './database/database.module.ts';
import { HealthModule } from './health/health.module.ts';
import { IngestModule } from './ingest/ingest.module.ts';
import type { Log } from './logging/log.ts';
import { MetricsModule } from './metrics/metrics.module.ts';
import { ReadsModule } from './reads.module.ts';
import { SocketsModule } from './sockets/sockets.module.ts';

@Module({})
export class AppModule {
  static with(config: Config, log: Log): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config, log),
        DatabaseModule,
        MetricsModule,
        AccessModule,
        SocketsModule,
        IngestModule.with(config),
        ReadsModule,
        HealthModule,
      ],
    };
  }
}
