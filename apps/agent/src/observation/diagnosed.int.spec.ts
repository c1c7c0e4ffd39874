import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Report, type Attempt } from '@lockstep/contracts';
import {
  DEFAULT_POLICY,
  diagnose,
  evolve,
  gatherEvidence,
  initialReplica,
  judge,
  reportFacts,
  whatIsSaid,
  type ReplicaEvent,
} from '@lockstep/domain';
import { attemptOf, followRun, withLastRun } from '../attempts/attempts.ts';
import { nextReport } from '../reporting/next-report.ts';
import type { Said } from '../reporting/report-body.ts';
import { startDovecot, whyNoMail, type Dovecot } from '../testing/dovecot.ts';
import { PROVOCATIONS, setStage, strike, type Provocation, type Stage } from '../testing/troubles.ts';
import { createObserver, type Observer } from './observer.ts';
import { emptyMemory, type Memory, type Observation } from './observation.ts';

// Real programs on a machine that may be busy.
jest.setTimeout(60_000);

const missing = whyNoMail();
const withMail = missing === null ? describe : describe.skip;
if (missing !== null) process.stderr.write(`Left out: troubles of a real mailbox, ${missing}\n`);

const MINUTE = 60_000;
const EPOCH = '5b0c1a53-6f0e-4d57-9c5e-0d8f3e5c7a11';

withMail('a trouble of a real mailbox', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
    dovecot.deliver('INBOX', 3, { seen: true });
  });
  afterAll(() => dovecot.remove());

  it.each(PROVOCATIONS.map((one, index) => ({ ...one, box: `Case${index}` })))(
    'is $code and diagnosed so when $name',
    async (provocation) => {
      const stage = await setStage(dovecot, provocation, provocation.box);
      try {
        const memory = emptyMemory();
        const healthy = await lookAt(stage, memory);
        expect([healthy.troubles, healthy.folders.flatMap((one) => one.troubles ?? [])]).toEqual([[], []]);
        stage.runs.length = 0;
        await provocation.provoke(stage);
        const struck = await lookAt(stage, memory);

        expect(codesIn(struck, provocation, stage.box)).toContain(provocation.code);
        const first = provocation.first === undefined ? provocation.code : provocation.first;
        expect(firstDiagnosis(healthy, struck, stage.runs)).toBe(first);
      } finally {
        await strike(stage);
      }
    },
  );
});

async function lookAt(stage: Stage, memory: Memory): Promise<Observation> {
  if (stage.agent.root !== stage.mbsync.root) memory = emptyMemory();
  const seen = await observerOf(stage, memory).observe();
  for (const run of stage.runs) memory.lastRun = followRun(memory.lastRun, run, seen.keeping);
  return withLastRun(seen, memory.lastRun, seen.keeping.kept);
}

function observerOf({ mbsync, agent, dovecot }: Stage, memory: Memory): Observer {
  const { port, password, security, root } = agent;
  return createObserver({
    ...{ home: mbsync.home, root, mbsyncrc: mbsync.mbsyncrc, memory },
    imap: async () => ({
      ...{
        address: { host: '127.0.0.1', port, user: dovecot.user, security },
        password,
        tlsCa: null,
        timeoutMs: 1_000,
      },
    }),
    now: () => Date.now(),
    pick: (below) => Math.floor(below / 2),
  });
}

function codesIn(seen: Observation, { of }: Provocation, box: string): string[] {
  const folder = seen.folders.find(({ path }) => path[0] === box);
  return ((of === 'replica' ? seen.troubles : folder?.troubles) ?? []).map(({ code }) => code);
}

/**
 * An hour of reports as the agent would make them: all is well, then it is as it was last seen, with the runs told once.
 * The id of what is diagnosed first; null: nothing.
 */
function firstDiagnosis(healthy: Observation, struck: Observation, runs: Stage['runs']): string | null {
  const state = initialReplica();
  const began = Date.parse(healthy.observedAt);
  let said: Said | null = null;
  let position = 0;
  for (let seq = 1; seq <= 13; seq += 1) {
    const at = began + (seq - 1) * 5 * MINUTE;
    const seen = { ...(seq === 1 ? healthy : struck), observedAt: new Date(at).toISOString() };
    const attempts: Attempt[] = seq === 2 ? runs.flatMap((run) => attemptOf(run, struck.keeping) ?? []) : [];
    const client = { name: 'mbsync', version: '1.4.4', store: 'maildir', server: '127.0.0.1' };
    const next = nextReport(seen, { said, client, intervalSeconds: 300, fullDue: said === null, attempts });
    said = next.said;
    for (const fact of reportFacts(whatIsSaid(Report.parse({ ...next.body, epoch: EPOCH, seq })), at)) {
      position += 1;
      evolve(state, { ...fact, position, recordedAt: at } as ReplicaEvent);
    }
  }
  const now = began + 61 * MINUTE;
  const { items, notJudged } = diagnose(gatherEvidence(state, judge(state, DEFAULT_POLICY, now), now));
  expect(notJudged).toEqual([]);
  return items[0]?.rule.id ?? null;
}
