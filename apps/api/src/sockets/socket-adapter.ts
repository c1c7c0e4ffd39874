import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { ServerOptions } from 'socket.io';
import { boundedParser, TRANSPORT_BYTES } from './bounded-parser.ts';

/** One Socket.IO server for all namespaces, on the port of everything else. */
export class SocketAdapter extends IoAdapter {
  constructor(app: INestApplicationContext) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): ReturnType<IoAdapter['createIOServer']> {
    return super.createIOServer(port, {
      ...options,
      serveClient: false,
      maxHttpBufferSize: TRANSPORT_BYTES,
      parser: boundedParser,
      connectTimeout: 10_000,
      allowRequest: (request, answer) => answer(null, isFromHere(request)),
    } as ServerOptions);
  }
}

/** Browsers say where a page comes from; a foreign page must not ride on somebody's session. Agents say nothing. */
export function isFromHere({ headers: { origin, host } }: Pick<IncomingMessage, 'headers'>): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
