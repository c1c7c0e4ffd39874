import type { ReportAck, ReportInput, Resume } from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Tally } from './tally.ts';

/** One agent's open line. What is sent while the server is away waits here, and goes out in order when it is back. */
export interface LiveSocket {
  /** False when a report had to be given up, because too many wait; the next one should be full. */
  send(report: ReportInput): boolean;
  close(): void;
}

const MOST_WAITING = 600;
const AT_ONCE = 100;
const ACKNOWLEDGED_WITHIN_MS = 15_000;
const WAIT_MS = 2_000;

export function openLiveSocket(
  url: string,
  token: string,
  tally: Tally,
  onStored: (report: ReportInput) => void,
): LiveSocket {
  const socket: Socket = io(new URL('/agents', url).href, {
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelayMax: 10_000,
  });
  let waiting: ReportInput[] = [];
  let underWay = false;
  let timer: NodeJS.Timeout | undefined;

  socket.on('resume', ({ epoch, seq }: Resume) => {
    const known = waiting.filter((report) => report.epoch === epoch && report.seq <= seq);
    waiting = waiting.filter((report) => !known.includes(report));
    known.forEach(onStored);
    void flush();
  });
  // Where the server itself closes the line or will not open it, socket.io does not try again.
  socket.on('connect_error', (error: Error & { data?: { retry?: boolean } }) => {
    if (socket.active) return;
    if (error.data?.retry === false) tally.refuse(`socket: ${error.message}`);
    else again(() => socket.connect());
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') again(() => socket.connect());
  });

  async function flush(): Promise<void> {
    if (underWay || !socket.connected || waiting.length === 0) return;

    underWay = true;
    const batch = waiting.slice(0, AT_ONCE);
    const ack = await socket
      .timeout(ACKNOWLEDGED_WITHIN_MS)
      .emitWithAck('report', batch)
      .then((answer: ReportAck) => answer)
      .catch((): ReportAck => ({ ok: false, reason: 'no acknowledgement', retry: true }));
    underWay = false;

    if (!ack.ok && ack.retry) {
      tally.waits += 1;
      return again(() => void flush(), ack.retryAfterMs);
    }
    settle(batch, ack);
    void flush();
  }

  function again(work: () => void, afterMs = WAIT_MS): void {
    clearTimeout(timer);
    timer = setTimeout(work, afterMs);
  }

  function settle(batch: readonly ReportInput[], ack: ReportAck): void {
    if (!ack.ok) tally.refuse(ack.reason, batch.length);
    const again = new Set<number>();
    for (const result of ack.ok ? ack.results : []) {
      if (result.retry) again.add(result.index);
      else tally.count(result);
    }
    const done = batch.filter((_, index) => !again.has(index));
    waiting = waiting.filter((report) => !done.includes(report));
    done.forEach(onStored);
  }

  return {
    send(report) {
      const full = waiting.length >= MOST_WAITING;
      if (full) {
        waiting.shift();
        tally.givenUp += 1;
      }
      waiting.push(report);
      void flush();
      return !full;
    },
    close() {
      clearTimeout(timer);
      socket.disconnect();
    },
  };
}
