import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Accounts } from './accounts.ts';
import { AgentTokens } from './agent-tokens.ts';
import { AgentsController } from './agents.controller.ts';
import { Enrolment } from './enrolment.ts';
import { FirstStart } from './first-start.ts';
import { JoinKeys } from './join-keys.ts';
import { JoinKeysController } from './join-keys.controller.ts';
import { SessionController } from './session.controller.ts';
import { SessionGuard } from './session.guard.ts';
import { Sessions } from './sessions.ts';

/** The door: people by password and session, agents by join key and token. Its guard stands before every route. */
@Global()
@Module({
  controllers: [SessionController, AgentsController, JoinKeysController],
  providers: [
    Accounts,
    AgentTokens,
    Enrolment,
    FirstStart,
    JoinKeys,
    Sessions,
    { provide: APP_GUARD, useClass: SessionGuard },
  ],
  exports: [AgentTokens, Sessions, FirstStart],
})
export class AccessModule {}
