import { randomUUID } from 'node:crypto';
import { LIMITS, type ReportInput } from '@lockstep/contracts';
import type { Door } from '../door/http-door.ts';
import { openLiveSocket, type LiveSocket } from '../door/live-socket.ts';
import type { Tally } from '../door/tally.ts';
import type { Mailbox } from '../fleet/mailbox.ts';
import { observe } from '../observe.ts';
import { history, nextReport } from '../report/history.ts';
import { createReporter, type Reporter } from '../report/reporter.ts';
import { neverReports } from '../stories/never-reports.ts';
import { iso, type Instant } from '../time.ts';
import type { AgentMemory } from './memory.ts';

/** One simulated agent, from its enrolment to its open line. */
export interface Agent {
  readonly mailbox: Mailbox;
  readonly memory: AgentMemory;
  readonly reporter: Reporter;
}

/** With what it remembers, or newly enrolled. Each start is a new spool, so a new epoch. */
export async function enrol(
  mailbox: Mailbox,
  known: AgentMemory | undefined,
  since: Instant,
  door: Door,
): Promise<Agent> {
  const { client, address, labels } = mailbox;
  const memory = known ?? {
    ...(await door.join({
      mailbox: address,
      device: client.device,
      labels: { ...labels },
      client: mailbox.facts(since),
      ...(hasPast(mailbox, since) && { observedAt: iso(since) }),
    })),
    reportedUntil: since,
  };
  return { mailbox, memory, reporter: createReporter(randomUUID()) };
}

/** What it has seen since then is told next; an agent that never ran has nothing to tell. */
const hasPast = ({ story }: Mailbox, since: Instant): boolean => story !== neverReports.name && since < Date.now();

/** Everything since its last report, in as few calls as the door allows. */
export async function tellHistory(agent: Agent, intervalSeconds: number, until: Instant, door: Door): Promise<void> {
  let batch: ReportInput[] = [];
  const send = async () => {
    if (batch.length > 0) await door.report(agent.memory.token, batch);
    batch = [];
  };

  for (const report of history(agent.mailbox, agent.reporter, intervalSeconds, agent.memory.reportedUntil, until)) {
    batch.push(report);
    if (batch.length === LIMITS.reportsPerBatch) await send();
  }
  await send();
  agent.memory.reportedUntil = until;
}

/** Reports as soon as one is due, for as long as `tick` is called. */
export interface LiveAgent {
  tick(now: Instant): void;
  close(): void;
}

export function goLive(
  { mailbox, memory, reporter }: Agent,
  url: string,
  intervalSeconds: number,
  tally: Tally,
): LiveAgent {
  let line: LiveSocket | null = null;
  let looked = memory.reportedUntil;
  // An agent that starts reports at once, and keeps its pace from then on.
  let due = looked;

  return {
    tick(now) {
      for (; due <= now; due = nextReport(mailbox, intervalSeconds, due)) {
        const observation = observe(mailbox, due, looked);
        if (!observation) {
          // Its device is off, or it keeps silent: no line either.
          line?.close();
          line = null;
          continue;
        }
        looked = due;
        line ??= openLiveSocket(url, memory.token, tally, (report) => {
          memory.reportedUntil = Math.max(memory.reportedUntil, Date.parse(report.observedAt));
        });
        const kept = line.send(reporter.next(observation, intervalSeconds));
        if (!kept) reporter.forget();
      }
    },
    close() {
      line?.close();
    },
  };
}
