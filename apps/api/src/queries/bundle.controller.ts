import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import type { Response } from 'express';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Describe } from '../openapi/describe.ts';
import { EventBundleAnswer } from '../openapi/bundle.answers.ts';
import { bundleHead, bundleName, bundleText } from './bundle.query.ts';
import { parseAsOf, type QueryString } from './parameters.ts';
import { pictureOf } from './picture-of.ts';
import { PARAMETERS } from './question.ts';
import { readTransaction } from './read-transaction.ts';

/** One replica as a file, for who cannot come and look. */
@Controller('api/v1/replicas')
export class BundleController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get(':id/bundle')
  @Describe({
    summary: 'The event bundle: everything of one replica as a file',
    detail:
      'An attachment, streamed. The events are those of the timeline, oldest first; no key, token or password is among them. An answer that ' +
      'breaks off before its end was cut short.',
    tag: 'questions',
    door: 'session',
    answers: { 200: EventBundleAnswer },
    problems: [404, 422],
  })
  @ApiParam({ name: 'id', description: 'The replica' })
  @ApiQuery({ name: 'at', required: false, description: PARAMETERS.at, schema: { type: 'string' } })
  @ApiQuery({ name: 'knownAt', required: false, description: PARAMETERS.knownAt, schema: { type: 'string' } })
  async bundle(@Param('id') id: string, @Query() query: QueryString, @Res() response: Response): Promise<void> {
    const asOf = parseAsOf(query);
    const { pool, store } = this.database;
    const { name, head } = await readTransaction(pool, async (client) => {
      const picture = await pictureOf(client, store, id, asOf);
      return { name: bundleName(picture), head: await bundleHead(client, store, picture, asOf) };
    });
    response.attachment(name);
    try {
      await pipeline(bundleText(head, store, asOf), response);
    } catch (error) {
      // The status is out already: the connection was cut, which is how the other side learns of it.
      this.log.warn({ replica: id, error: String(error) }, 'an event bundle was cut short');
    }
  }
}
