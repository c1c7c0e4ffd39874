import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Namespace, Socket } from 'socket.io';
import { AgentTokens, type AgentIdentity } from '../access/agent-tokens.ts';
import { bearerOf } from '../access/door.ts';
import { Sessions } from '../access/sessions.ts';
import { isDatabaseAway } from '../database/database-away.ts';
import { Log } from '../logging/log.ts';
import { Metrics } from '../metrics/metrics.ts';

const LOOK_AGAIN_EVERY_MS = 30_000;

/** Nobody is connected to a namespace before the door said yes, and nobody stays after it says no. */
@Injectable()
export class SocketDoor implements OnModuleDestroy {
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly tokens: AgentTokens,
    private readonly sessions: Sessions,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  /** `socket.data.agent`: whom the token in `auth` speaks for. `prepare` runs before the client is told that it is in. */
  admitAgents(namespace: Namespace, prepare: (socket: Socket, agent: AgentIdentity) => Promise<void>): void {
    this.guard(namespace, async (socket) => {
      const token: unknown = socket.handshake.auth['token'] ?? bearerOf(socket.handshake.headers.authorization);
      const agent = typeof token === 'string' ? await this.tokens.find(token) : null;
      if (!agent) return false;
      socket.data.agent = agent;
      // Before the look-up of what it may say: a token revoked meanwhile finds the socket in its room.
      await socket.join(roomOf(agent.replica));
      await prepare(socket, agent);
      return (await this.tokens.find(token as string)) !== null;
    });
    this.tokens.onForgotten((replica) => namespace.in(roomOf(replica)).disconnectSockets(true));
  }

  /** `socket.data.person`: who is signed in by the cookie of the handshake. */
  admitPeople(namespace: Namespace): void {
    const personOf = (socket: Socket) => this.sessions.ofCookies(socket.handshake.headers.cookie);
    this.guard(namespace, async (socket) => {
      const person = await personOf(socket);
      if (!person) return false;
      socket.data.person = person;
      await socket.join(roomOf(person.session));
      return true;
    });
    this.sessions.onClosed((session) => namespace.in(roomOf(session)).disconnectSockets(true));

    // Sessions also end by time, and in other processes.
    const timer = setInterval(() => {
      for (const socket of namespace.sockets.values()) {
        personOf(socket).then(
          (person) => person ?? socket.disconnect(true),
          (error: unknown) => this.log.debug({ err: error }, 'could not look at a session'),
        );
      }
    }, LOOK_AGAIN_EVERY_MS);
    this.timers.push(timer.unref());
  }

  onModuleDestroy(): void {
    this.timers.forEach(clearInterval);
  }

  private guard(namespace: Namespace, admits: (socket: Socket) => Promise<boolean>): void {
    namespace.use((socket, next) => {
      admits(socket).then(
        (admitted) => (admitted ? next() : next(refusal('unauthorized', 401, false))),
        (error: unknown) => {
          if (!isDatabaseAway(error)) this.log.error({ err: error }, 'a handshake failed');
          next(refusal('unavailable', 503, true));
        },
      );
    });
    const gauge = { namespace: namespace.name };
    namespace.on('connection', (socket) => {
      this.metrics.sockets.inc(gauge);
      socket.once('disconnect', () => this.metrics.sockets.dec(gauge));
    });
  }
}

function roomOf(who: string): string {
  return `of:${who}`;
}

/** The client sees `connect_error` with this message and `data`. */
function refusal(message: string, status: number, retry: boolean): Error {
  return Object.assign(new Error(message), { data: { status, retry } });
}
