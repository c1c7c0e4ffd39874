import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import helmet from 'helmet';
import type { Config } from '../config/config.ts';
import type { Log } from '../logging/log.ts';
import { jsonBody } from './json-body.ts';
import { ProblemFilter } from './problem.filter.ts';

const SMALL_BODY = 256 * 1024;

/** What stands before and around all routes. */
export function useWeb(app: NestExpressApplication, _config: Config, log: Log): void {
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(compression());
  app.use('/api', jsonBody(SMALL_BODY));
  app.enableCsrfProtection();
  app.useGlobalFilters(new ProblemFilter(log));
}
