import { onFreshDatabase } from '../database.ts';
import type { Part } from '../part.ts';
import { startSystem, type System } from '../server/system.ts';
import { startSink, type Sink } from './sink.ts';
import { measureSingly, type Singly } from './singly.ts';
import { measureStorm, type Storm } from './storm.ts';

const GOALS = { p99Ms: 1_000, stormBeyondWaitMs: 5_000, reportsRefused: 0 };

/** The whole server as a process of its own, and a webhook that takes everything; both on loopback, the load from this process. */
export const alertsPart: Part = {
  name: 'alerts',
  run: ({ serverUrl, quick, log }) =>
    onFreshDatabase(serverUrl, async ({ url, pool }) => {
      const system = await startSystem(url);
      const sink = await startSink();
      try {
        const channel = await makeChannel(system, sink);
        const wait = async (groupWaitMs: number) => {
          await setWait(system, channel, groupWaitMs);
          return groupWaitMs;
        };
        const on = { system, sink, pool };

        const singly = await measureSingly({
          ...{ ...on, waitMs: await wait(2_000) },
          ...{ perSecond: 5, seconds: quick ? 6 : 300 },
        });
        log(`singly: ${JSON.stringify(singly)}`);
        const storm = await measureStorm({
          ...{ ...on, waitMs: await wait(quick ? 5_000 : 30_000) },
          ...{ conditions: quick ? 300 : 10_000, servers: 20, folderStatisticsPerSecond: quick ? 1_000 : 4_000 },
        });
        log(`storm: ${JSON.stringify(storm)}`);
        return { results: { goals: GOALS, singly, storm }, markdown: table(singly, storm) };
      } finally {
        await sink.close();
        await system.stop();
      }
    }),
};

async function makeChannel(system: System, sink: Sink): Promise<string> {
  const { id } = await system.ask<{ id: string }>('POST', '/channels', {
    ...{ name: 'bench', settings: { kind: 'webhook', url: sink.url }, allowPrivate: true },
  });
  return id;
}

const setWait = (system: System, channel: string, groupWaitMs: number) =>
  system.ask('PUT', '/routes/everything', {
    ...{ name: 'Everything', matchers: [], channels: [channel], hours: null, groupWaitMs },
  });

function table(singly: Singly, storm: Storm): string {
  const flat = `${storm.memory.beforeMegabytes} MB, ${storm.memory.mostMegabytes} MB, ${storm.memory.afterMegabytes} MB`;
  return [
    row('What', 'Goal', 'Measured'),
    '|---|---|---|',
    row(
      `One condition at a time, ${singly.perSecond} a second: raised to first byte of the webhook, beyond the wait, p50`,
      '',
      `${singly.p50Ms} ms`,
    ),
    row(`the same, p99, of ${count(singly.measured)} (${singly.missing} never came)`, '≤ 1 s', `${singly.p99Ms} ms`),
    row(
      'meanwhile: resident memory, change a minute',
      'flat',
      `${singly.memory.megabytesPerMinute} MB, ${singly.memory.beforeMegabytes} MB to ${singly.memory.afterMegabytes} MB`,
    ),
    row(
      `${count(storm.conditions)} conditions within ${storm.seconds} s: the last group's first byte, beyond the wait`,
      '≤ 5 s',
      `${storm.slowestBeyondWaitMs} ms`,
    ),
    row('in so many messages', '', `${count(storm.messages)}, of ${count(storm.alerts)} alerts`),
    row(
      `meanwhile: other reports, of ${count(storm.flow.offered)} folder statistics a second`,
      'none refused',
      `${count(storm.flow.stored)} a second, ${storm.flow.refused} refused`,
    ),
    row('the same: resident memory before, most, after', 'flat', flat),
  ].join('\n');
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
const count = (value: number): string => value.toLocaleString('en');
