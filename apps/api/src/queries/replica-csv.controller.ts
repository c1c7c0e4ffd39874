import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Describe } from '../openapi/describe.ts';
import { ProblemError } from '../web/problem.ts';
import { parseAsOf, parseListQuery, type QueryString } from './parameters.ts';
import { AskedWith, LIST_PARAMETERS } from './question.ts';
import { readTransaction } from './read-transaction.ts';
import { replicaCsv } from './replica-csv.ts';
import { refuseWhatThePastCannotSay } from './list-as-of.ts';

/** A reader that takes no more would keep a connection, and with it what the database may not clean away yet. */
const MOST_MS = 10 * 60_000;
/** One that took nothing for so long has gone, or waits for a person. */
const MOST_STALLED_MS = 30_000;
/** Files have a part of what answers have: however slowly they are taken, everybody else goes on asking. */
const MOST_AT_ONCE = 3;

/** The list as a file: all rows, and not a page. */
@Controller('api/v1')
export class ReplicaCsvController {
  private running = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Log) private readonly log: Log,
  ) {}

  @Get('replicas.csv')
  @Describe({
    summary: 'The list of replicas as CSV',
    detail:
      'All rows that match, in their order, as they stood at one moment; streamed. RFC 4180 in UTF-8 with a byte order mark. Text that a ' +
      'spreadsheet would take for a formula has an apostrophe before it. An answer that breaks off was cut short.',
    tag: 'questions',
    door: 'session',
    answers: { 200: z.string().describe('A head, then a line for each replica') },
    mediaType: 'text/csv',
    problems: [422, 429],
  })
  @AskedWith([...LIST_PARAMETERS, 'at', 'knownAt'])
  async csv(@Query() query: QueryString, @Res() response: Response): Promise<void> {
    const asked = parseListQuery(query);
    const asOf = parseAsOf(query);
    const { pool, store } = this.database;
    if (asOf.at !== undefined || asOf.knownAt !== undefined) refuseWhatThePastCannotSay(asked);
    if (this.running >= MOST_AT_ONCE)
      throw new ProblemError(429, { detail: 'Other lists are being saved; ask again.', retryAfterMs: 5_000 });
    this.running += 1;
    try {
      response.setTimeout(MOST_STALLED_MS, () => response.destroy());
      await readTransaction(pool, (client) => {
        response.attachment('mailboxes.csv').type('text/csv; charset=utf-8; header=present');
        return pipeline(replicaCsv(client, store, asked, asOf), response, { signal: AbortSignal.timeout(MOST_MS) });
      });
    } catch (error) {
      if (!response.headersSent) throw error;
      // The status is out already: the connection was cut, which is how the other side learns of it.
      this.log.warn({ error: String(error) }, 'a list as CSV was cut short');
    } finally {
      this.running -= 1;
    }
  }
}
