import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type RequestHandler, Router } from 'express';

/**
 * `GET /agent/lockstep-agent.tgz`: the agent as it was built with this server, for `npm install -g` on a machine without a clone. Nobody
 * need sign in, for it holds no secret: what lets an agent join is the key.
 */
export function agentPackage(file: string): RequestHandler {
  const router = Router();
  router.get('/agent/lockstep-agent.tgz', (_request, response, next) => {
    if (!existsSync(file)) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(basename(file), { root: dirname(file), headers: { 'Content-Type': 'application/gzip' } });
  });
  return router;
}
