import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemError } from '../web/problem.ts';
import { DOOR, type Door, type RequestOfPerson } from './door.ts';
import { Sessions } from './sessions.ts';

/** On every route of every controller. Sockets have their own doors, at the handshake. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const door = this.reflector.getAllAndOverride<Door | undefined>(DOOR, [context.getHandler(), context.getClass()]);
    if (door !== undefined && door !== 'people') return true;

    const request = context.switchToHttp().getRequest<RequestOfPerson>();
    const person = await this.sessions.ofCookies(request.headers.cookie);
    if (!person) throw new ProblemError(401, { detail: 'Sign in first: POST /api/v1/session.' });
    request.person = person;
    return true;
  }
}
