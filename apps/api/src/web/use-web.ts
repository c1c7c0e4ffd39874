import { constants } from 'node:zlib';
import { LIMITS } from '@lockstep/contracts';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { RequestHandler } from 'express';
import { AgentTokens } from '../access/agent-tokens.ts';
import type { Config } from '../config/config.ts';
import { agentDoor, roomForBody } from '../ingest/agent-door.ts';
import { Ingest } from '../ingest/ingest.ts';
import type { Log } from '../logging/log.ts';
import { useOpenApi } from '../openapi/use-openapi.ts';
import { SocketAdapter } from '../sockets/socket-adapter.ts';
import { agentPackage } from './agent-package.ts';
import { dashboard } from './dashboard.ts';
import { jsonBody } from './json-body.ts';
import { ProblemFilter } from './problem.filter.ts';
import { securityHeaders } from './security-headers.ts';

const SMALL_BODY = 256 * 1024;

/** Of an answer with 20,000 cells the best costs four times as much as this, and is a tenth smaller. Files are compressed when they are built. */
const QUICKLY = { level: 1, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } } };

const neverCached: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/** What stands before and around all routes, in this order. */
export function useWeb(app: NestExpressApplication, config: Config, log: Log): void {
  app.disable('x-powered-by');
  if (config.trustProxy) app.set('trust proxy', 1);
  app.enableCsrfProtection();
  app.use(securityHeaders());
  app.use(compression(QUICKLY));
  app.use('/api', neverCached);
  if (config.roles.has('ingest')) {
    const { room } = app.get(Ingest);
    app.use('/api/v1/reports', agentDoor(app.get(AgentTokens)), roomForBody(room), jsonBody(LIMITS.bodyBytes));
  }
  app.use('/api', jsonBody(SMALL_BODY));
  if (config.roles.has('web')) {
    app.use(agentPackage(config.agentPackage));
    app.use(dashboard(config.dashboardFolder));
  }
  useOpenApi(app);
  app.useWebSocketAdapter(new SocketAdapter(app));
  app.useGlobalFilters(new ProblemFilter(log));
}
