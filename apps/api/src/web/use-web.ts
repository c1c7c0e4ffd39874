import { LIMITS } from '@lockstep/contracts';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import helmet from 'helmet';
import type { Config } from '../config/config.ts';
import type { Log } from '../logging/log.ts';
import { AgentTokens } from '../access/agent-tokens.ts';
import { agentDoor, roomForBody } from '../ingest/agent-door.ts';
import { Ingest } from '../ingest/ingest.ts';
import { SocketAdapter } from '../sockets/socket-adapter.ts';
import { jsonBody } from './json-body.ts';
import { ProblemFilter } from './problem.filter.ts';

const SMALL_BODY = 256 * 1024;

/** What stands before and around all routes. */
export function useWeb(app: NestExpressApplication, _config: Config, log: Log): void {
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(compression());
  app.use(
    '/api/v1/reports',
    agentDoor(app.get(AgentTokens)),
    roomForBody(app.get(Ingest).room),
    jsonBody(LIMITS.bodyBytes),
  );
  app.use('/api', jsonBody(SMALL_BODY));
  app.enableCsrfProtection();
  app.useWebSocketAdapter(new SocketAdapter(app));
  app.useGlobalFilters(new ProblemFilter(log));
}
