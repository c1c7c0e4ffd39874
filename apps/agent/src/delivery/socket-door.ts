import type { Report, ReportAck, Resume } from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';
import { later, type Delivery } from './delivery.ts';
import { endpoint } from './http.ts';

export interface SocketDoor {
  /** True once the server has let us in and said what it holds. */
  readonly open: () => boolean;
  /** Tries to get in; false when that did not succeed in time. */
  connect(): Promise<boolean>;
  deliver(reports: readonly Report[]): Promise<Delivery>;
  close(): void;
}

export interface SocketOptions {
  readonly server: string;
  readonly token: string;
  readonly connectMs: number;
  readonly acknowledgeMs: number;
  readonly onResume: (resume: Resume) => Promise<void>;
}

/** One socket to `/agents`. When to try again is decided by whoever has something to send, so it never reconnects by itself. */
export function socketDoor(options: SocketOptions): SocketDoor {
  let socket: Socket | null = null;
  let resumed = false;

  function close(): void {
    socket?.removeAllListeners();
    socket?.disconnect();
    socket = null;
    resumed = false;
  }

  function connect(): Promise<boolean> {
    close();
    const url = endpoint(options.server, 'agents');
    const mine = io(`${url.origin}/agents`, {
      path: endpoint(options.server, 'socket.io/').pathname,
      auth: { token: options.token },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: options.connectMs,
    });
    socket = mine;
    return new Promise((resolve) => {
      const settle = (open: boolean) => {
        clearTimeout(timer);
        if (!open && socket === mine) close();
        resolve(open);
      };
      const timer = setTimeout(() => settle(false), options.connectMs);
      mine.on('connect_error', () => settle(false));
      mine.on('disconnect', () => settle(false));
      mine.on('resume', (resume: Resume) => {
        void options.onResume(resume).then(
          () => {
            resumed = socket === mine;
            settle(resumed);
          },
          () => settle(false),
        );
      });
    });
  }

  async function deliver(reports: readonly Report[]): Promise<Delivery> {
    if (socket === null) return later('the connection is closed');
    try {
      const ack = (await socket.timeout(options.acknowledgeMs).emitWithAck('report', reports)) as ReportAck;
      if (ack.ok) return { kind: 'answered', results: ack.results };
      return ack.retry ? later(ack.reason, ack.retryAfterMs ?? null) : { kind: 'refused', reason: ack.reason };
    } catch {
      // Whether it arrived is not known; sent again, it is stored once.
      close();
      return later('the server did not acknowledge in time');
    }
  }

  return { open: () => socket?.connected === true && resumed, connect, deliver, close };
}
