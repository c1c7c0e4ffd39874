import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { SignInRequest, type SessionView } from '@lockstep/contracts';
import type { Response } from 'express';
import { Log } from '../logging/log.ts';
import { ProblemError } from '../web/problem.ts';
import { parseBody } from '../web/parse-body.ts';
import { Accounts } from './accounts.ts';
import { personOf, Public, type RequestOfPerson } from './door.ts';
import { SESSION_COOKIE, SESSION_LASTS_MS, Sessions } from './sessions.ts';
import { Describe } from '../openapi/describe.ts';
import { SessionAnswer } from '../openapi/door.answers.ts';

@Controller('api/v1/session')
export class SessionController {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly log: Log,
  ) {}

  @Describe({
    summary: 'Sign in',
    tag: 'people',
    body: SignInRequest,
    answers: { 204: 'The cookie `lockstep_session`, HttpOnly and SameSite=Strict' },
    problems: [401, 403, 429, 503],
  })
  @Public()
  @Post()
  @HttpCode(204)
  async signIn(@Req() request: RequestOfPerson, @Res({ passthrough: true }) response: Response, @Body() body: unknown) {
    const { user, password } = parseBody(SignInRequest, body);
    const address = request.ip ?? '';
    if (!(await this.accounts.checkPassword(user, password, address))) {
      this.log.warn({ address }, 'a wrong password');
      throw new ProblemError(401, { detail: 'The user or the password is wrong.' });
    }
    const secret = await this.sessions.open(user);
    this.log.info({ user, address }, 'signed in');
    response.cookie(SESSION_COOKIE, secret, { ...cookieTerms(request), maxAge: SESSION_LASTS_MS });
  }

  @Describe({
    summary: 'Who is signed in',
    tag: 'people',
    door: 'session',
    answers: { 200: SessionAnswer },
  })
  @Get()
  whoIsSignedIn(@Req() request: RequestOfPerson): SessionView {
    return { user: personOf(request).user };
  }

  @Describe({
    summary: 'Sign out',
    detail: 'Without a session it is 204, too.',
    tag: 'people',
    answers: { 204: 'Signed out' },
    problems: [403, 503],
  })
  @Public()
  @Delete()
  @HttpCode(204)
  async signOut(@Req() request: RequestOfPerson, @Res({ passthrough: true }) response: Response) {
    const person = await this.sessions.ofCookies(request.headers.cookie);
    if (person) await this.sessions.close(person);
    response.clearCookie(SESSION_COOKIE, cookieTerms(request));
  }
}

function cookieTerms(request: RequestOfPerson) {
  return { httpOnly: true, sameSite: 'strict', secure: request.secure, path: '/' } as const;
}
