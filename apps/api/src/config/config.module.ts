import { Global, Module, type DynamicModule } from '@nestjs/common';
import { createLog, Log } from '../logging/log.ts';
import { Config } from './config.ts';

/** What every module may ask for: the configuration and the log. */
@Global()
@Module({})
export class ConfigModule {
  static with(config: Config, log: Log = createLog(config.logLevel)): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Log, useValue: log },
      ],
      exports: [Config, Log],
    };
  }
}
