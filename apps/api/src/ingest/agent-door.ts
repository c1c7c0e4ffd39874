import type { Request, RequestHandler } from 'express';
import type { AgentIdentity, AgentTokens } from '../access/agent-tokens.ts';
import { bearerOf } from '../access/door.ts';
import { ProblemError } from '../web/problem.ts';
import type { Room } from './room.ts';

export interface RequestOfAgent extends Request {
  agent?: AgentIdentity;
}

/** Checks the token before the body is read: strangers must not make us hold 8 MiB each. */
export function agentDoor(tokens: AgentTokens): RequestHandler {
  return (request: RequestOfAgent, _response, next) => {
    const token = bearerOf(request.headers.authorization);
    const found = token === null ? Promise.resolve(null) : tokens.find(token);
    found.then((agent) => {
      if (!agent)
        return next(new ProblemError(401, { detail: 'Send a valid agent token, as Authorization: Bearer <token>.' }));
      request.agent = agent;
      next();
    }, next);
  };
}

// A body that does not say its length gets this much; the parser's limit holds in any case.
const UNSAID_BYTES = 64 * 1024;

/** Bodies on their way count too, from before they are read until they are answered. */
export function roomForBody(room: Room): RequestHandler {
  return (request, response, next) => {
    const leave = room.enter(0, Number(request.headers['content-length']) || UNSAID_BYTES);
    if (!leave) return next(new ProblemError(429, { detail: 'Too much is waiting.', retryAfterMs: 1_000 }));
    response.once('close', leave);
    next();
  };
}

/** Behind `agentDoor` there is always one. */
export function agentOf(request: RequestOfAgent): AgentIdentity {
  if (!request.agent) throw new ProblemError(401);
  return request.agent;
}
