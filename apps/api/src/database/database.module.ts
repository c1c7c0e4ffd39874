import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.ts';
import { Log } from '../logging/log.ts';
import { Database } from './database.ts';
import { openDatabase } from './open-database.ts';

@Global()
@Module({
  providers: [{ provide: Database, inject: [Config, Log], useFactory: openDatabase }],
  exports: [Database],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The last hook of all: consumers and sockets are gone by now. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
