import { UseFilters } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import { LIMITS, type ReportAck, type Resume } from '@lockstep/contracts';
import type { Namespace, Socket } from 'socket.io';
import type { AgentIdentity } from '../access/agent-tokens.ts';
import { Database } from '../database/database.ts';
import { SocketDoor } from '../sockets/socket-door.ts';
import { TOO_LARGE } from '../sockets/bounded-parser.ts';
import { AcknowledgeFilter } from '../sockets/acknowledge.filter.ts';
import { Ingest, resumeOf } from './ingest.ts';

type AgentSocket = Socket & { data: { agent: AgentIdentity; resume: Resume } };

/** The agents' socket: says where it left off, takes reports, and answers whatever was sent. */
@WebSocketGateway({ namespace: 'agents' })
@UseFilters(AcknowledgeFilter)
export class AgentsGateway implements OnGatewayInit, OnGatewayConnection {
  constructor(
    private readonly ingest: Ingest,
    private readonly door: SocketDoor,
    private readonly database: Database,
  ) {}

  afterInit(namespace: Namespace): void {
    this.door.admitAgents(namespace, async (socket, agent) => {
      socket.data.resume = await resumeOf(this.database.store, agent);
    });
  }

  handleConnection(socket: AgentSocket): void {
    socket.onAny((event: string, ...rest: unknown[]) => {
      const acknowledge = rest.at(-1);
      if (event !== 'report' && typeof acknowledge === 'function') acknowledge(refuse(`there is no ${event}`));
    });
    socket.emit('resume', socket.data.resume);
  }

  @SubscribeMessage('report')
  async report(@ConnectedSocket() socket: AgentSocket, @MessageBody() body: unknown): Promise<ReportAck> {
    if (body === TOO_LARGE) return refuse(`one message may have ${LIMITS.bodyBytes} bytes; send fewer reports at once`);
    if (typeof body !== 'object' || body === null) return refuse('send one report, or an array of them');

    if (Array.isArray(body)) return { ok: true, results: await this.ingest.take(socket.data.agent, body, Date.now()) };
    const results = await this.ingest.take(socket.data.agent, [body], Date.now());
    const [{ outcome, field, reason } = { outcome: 'rejected' as const }] = results;
    return outcome === 'rejected' ? { ...refuse(`${field ?? 'report'}: ${reason}`), results } : { ok: true, results };
  }
}

/** Sending the same again cannot help. */
function refuse(reason: string): ReportAck & { ok: false } {
  return { ok: false, reason, retry: false };
}
