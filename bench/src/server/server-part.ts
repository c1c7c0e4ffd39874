import { onFreshDatabase } from '../database.ts';
import type { Part } from '../part.ts';
import { enrol, FOLDERS } from './fleet.ts';
import { latency, type Latency } from './latency.ts';
import { rebuild } from './rebuild.ts';
import { httpSender, socketSender, type Sender } from './senders.ts';
import { startSystem } from './system.ts';
import { throughput, type Throughput } from './throughput.ts';

const GOALS = {
  throughput: 20_000,
  lagSeconds: 1,
  residentMegabytes: 400,
  p50: 10,
  p99: 50,
  latencyLoad: 4_000,
  rebuild: 300_000,
};

/** The whole server as a process of its own, consumers and judge running; the load comes from this process, on the same cores. */
export const serverPart: Part = {
  name: 'server',
  run: ({ serverUrl, quick, log }) =>
    onFreshDatabase(serverUrl, async ({ url, pool }) => {
      const seconds = quick ? 5 : 60;
      const system = await startSystem(url);
      try {
        const reporters = await enrol(system, 1_000);
        const measure = async <T>(what: string, sender: Sender, work: (sender: Sender) => Promise<T>): Promise<T> => {
          const measured = await work(sender).finally(() => sender.close());
          log(`${what}: ${JSON.stringify(measured)}`);
          return measured;
        };
        // A little more than the goal is offered, for what is offered exactly can only be missed.
        const load = { folderStatisticsPerSecond: 1.05 * GOALS.throughput, seconds };
        const calm = { folderStatisticsPerSecond: GOALS.latencyLoad, seconds: quick ? 5 : 30 };
        const open = () => socketSender(system.url, reporters);

        // The first reports make the rows; what is measured is the steady state after that.
        await measure('warm-up', await open(), (sender) =>
          throughput(system, sender, reporters, { ...load, seconds: quick ? 2 : 10 }),
        );
        const bySocket = await measure('sockets', await open(), (sender) =>
          throughput(system, sender, reporters, load),
        );
        const byHttp = await measure('http', httpSender(system.url), (sender) =>
          throughput(system, sender, reporters, load),
        );
        const toPixel = await measure('latency', await open(), (sender) => latency(system, sender, reporters, calm));

        const { rows } = await pool.query<{ count: string }>(
          `SELECT count(*) FROM log.events WHERE type = 'ReplicaReported'`,
        );
        const statistics = Number(rows[0]!.count) * FOLDERS;
        const rebuildSeconds = await rebuild(url);
        const rebuilt = {
          folderStatistics: statistics,
          seconds: round(rebuildSeconds),
          perSecond: Math.round(statistics / rebuildSeconds),
        };
        log(`rebuild: ${JSON.stringify(rebuilt)}`);
        return {
          results: { goals: GOALS, bySocket, byHttp, toPixel, rebuilt },
          markdown: table(bySocket, byHttp, toPixel, rebuilt),
        };
      } finally {
        await system.stop();
      }
    }),
};

function table(
  bySocket: Throughput,
  byHttp: Throughput,
  toPixel: Latency,
  rebuilt: { perSecond: number; folderStatistics: number },
): string {
  const whole = (name: string, measured: Throughput): string[] => [
    row(
      `${name}: folder statistics a second, for ${measured.seconds} s`,
      `≥ ${count(GOALS.throughput)}`,
      count(measured.folderStatisticsPerSecond),
    ),
    row(`${name}: worst lag of a consumer`, `< ${GOALS.lagSeconds} s`, `${measured.worstLagSeconds} s`),
    row(
      `${name}: resident memory, median and most`,
      `< ${GOALS.residentMegabytes} MB`,
      `${measured.residentMegabytes.median} MB, ${measured.residentMegabytes.most} MB`,
    ),
    row(`${name}: reports refused or lost`, '0', count(measured.refused)),
  ];
  return [
    row('What', 'Goal', 'Measured'),
    '|---|---|---|',
    ...whole('Sockets', bySocket),
    ...whole('HTTP', byHttp),
    row(
      `Report to dashboard socket at ${count(toPixel.folderStatisticsPerSecond)} folder statistics a second, p50`,
      `≤ ${GOALS.p50} ms`,
      `${toPixel.p50} ms`,
    ),
    row(
      `the same, p99, of ${count(toPixel.measured)} (${toPixel.missing} never came)`,
      `≤ ${GOALS.p99} ms`,
      `${toPixel.p99} ms`,
    ),
    row(
      `Rebuild of ${count(rebuilt.folderStatistics)}, folder statistics a second`,
      `≥ ${count(GOALS.rebuild)}`,
      count(rebuilt.perSecond),
    ),
  ].join('\n');
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const count = (value: number): string => value.toLocaleString('en');
const round = (value: number): number => Math.round(value * 10) / 10;
