import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemError } from '../web/problem.ts';
import type { Person } from './sessions.ts';

/** Who may use a route. People, unless the route says otherwise: a forgotten mark keeps a door shut. */
export type Door = 'people' | 'public' | 'agents' | 'join-key';
export const DOOR = 'lockstep:door';

/** Open to everybody. */
export const Public = (): CustomDecorator => SetMetadata(DOOR, 'public' satisfies Door);
/** Asks for an agent's token; `ingest/agent-door.ts` checks it before the body is read. */
export const ForAgents = (): CustomDecorator => SetMetadata(DOOR, 'agents' satisfies Door);
/** Asks for a join key; the route checks it, because only wrong ones are slowed. */
export const ForJoinKey = (): CustomDecorator => SetMetadata(DOOR, 'join-key' satisfies Door);

export interface RequestOfPerson extends Request {
  person?: Person;
}

/** Behind the session guard there is always one. */
export function personOf(request: RequestOfPerson): Person {
  if (!request.person) throw new ProblemError(401, { detail: 'Sign in first.' });
  return request.person;
}

export function bearerOf(header: string | undefined): string | null {
  return /^Bearer +(\S.*?) *$/i.exec(header ?? '')?.[1] ?? null;
}
