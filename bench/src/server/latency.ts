import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { FOLDERS, type Reporter } from './fleet.ts';
import type { Sender } from './senders.ts';
import type { System } from './system.ts';

export interface Latency {
  readonly folderStatisticsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly measured: number;
  readonly missing: number;
}

/** From the moment a report is handed to its socket until a dashboard that looks at the list holds the changed row, in ms. */
export async function latency(
  system: System,
  sender: Sender,
  reporters: readonly Reporter[],
  load: { readonly folderStatisticsPerSecond: number; readonly seconds: number },
): Promise<Latency> {
  const dashboard = io(`${system.url}/live`, {
    transports: ['websocket'],
    multiplex: false,
    reconnection: false,
    extraHeaders: { cookie: system.cookie, origin: system.url },
  });
  await new Promise<void>((resolve, reject) => dashboard.once('connect', resolve).once('connect_error', reject));
  await dashboard.timeout(5_000).emitWithAck('subscribe', { view: 'replicas', query: {} });

  // A row answers the newest report of its replica that was sent before it came.
  const sentAt = new Map<string, { at: number; observedAt: string }>();
  const took: number[] = [];
  dashboard.on('changed', ({ rows }: { rows: readonly { id: string; lastReportedAt: string | null }[] }) => {
    const now = performance.now();
    for (const { id, lastReportedAt } of rows) {
      const sent = sentAt.get(id);
      if (!sent || lastReportedAt === null || lastReportedAt < sent.observedAt) continue;
      took.push(now - sent.at);
      sentAt.delete(id);
    }
  });

  const everyMs = (1_000 * FOLDERS) / load.folderStatisticsPerSecond;
  const began = performance.now();
  let sent = 0;
  const waiting: Promise<void>[] = [];
  while (performance.now() < began + load.seconds * 1_000) {
    const due = Math.floor((performance.now() - began) / everyMs);
    for (; sent < due; sent += 1) {
      const reporter = reporters[sent % reporters.length]!;
      sentAt.set(reporter.replica, { at: performance.now(), observedAt: new Date().toISOString() });
      waiting.push(sender.send(reporter));
    }
    await pause(1);
  }
  await Promise.all(waiting);
  await pause(1_000);
  dashboard.disconnect();

  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN) * 10) / 10;
  return {
    folderStatisticsPerSecond: Math.round((sent * FOLDERS) / load.seconds),
    p50: at(0.5),
    p99: at(0.99),
    measured: took.length,
    missing: sentAt.size,
  };
}
