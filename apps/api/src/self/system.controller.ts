import { readFileSync } from 'node:fs';
import { Controller, Get, Inject } from '@nestjs/common';
import type { SystemView } from '@lockstep/contracts';
import { Config } from '../config/config.ts';
import { Database } from '../database/database.ts';
import { Describe } from '../openapi/describe.ts';
import { SystemAnswer } from '../openapi/system.answers.ts';
import { measuredSystem } from './system.query.ts';

/** The same place from the sources and from what is built of them. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

@Controller('api/v1/system')
export class SystemController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
  ) {}

  @Describe({
    summary: 'How Lockstep itself fares: lag, throughput, size, version',
    tag: 'operations',
    door: 'session',
    answers: { 200: SystemAnswer },
  })
  @Get()
  async show(): Promise<SystemView> {
    const now = Date.now();
    const dataFolder = this.config.databaseUrl === null ? this.config.dataFolder : null;
    return {
      at: new Date(now).toISOString(),
      version,
      startedAt: new Date(now - Math.round(process.uptime() * 1_000)).toISOString(),
      ...(await measuredSystem(this.database.pool, dataFolder, now)),
    };
  }
}
