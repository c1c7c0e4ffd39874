import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startReadModels, type ReadModels } from '../testing/read-models.ts';
import { fleetChange, fleetFigures } from './fleet-change.query.ts';
import { readTransaction } from './read-transaction.ts';

jest.setTimeout(60_000);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let models: ReadModels;
let start: number;
const anna = randomUUID();

beforeEach(async () => {
  models = await startReadModels();
  models.startConsumer();
  start = models.now;
  await models.append(anna, 'ReplicaEnrolled', start, {
    mailbox: 'anna@example.org',
    device: 'd',
    client: { name: 'mbsync', version: '1', store: 'maildir', server: 'imap-1' },
  });
  await report(1, start + MINUTE);
  // Heard again after it had been silent for hours.
  models.now = start + 5 * HOUR;
  await report(2, start + 5 * HOUR);
  await models.caughtUp();
});
afterEach(() => models.close());

const report = (seq: number, observedAt: number) =>
  models.append(
    anna,
    'ReplicaReported',
    observedAt,
    { epoch: anna, seq, kind: 'full', interval: 900, folders: [[['INBOX'], 7, 7, observedAt - MINUTE]] },
    { epoch: anna, seq },
  );
const change = (from: number, at: number) => readTransaction(models.pool, (client) => fleetChange(client, from, at));

it('says what the fleet was, and when a status that nobody has was last there', async () => {
  const { statuses, lastSeen } = await change(start + 2 * HOUR, start + 5 * HOUR + MINUTE);
  expect(statuses).toMatchObject({ silent: 1, 'in-step': 0 });
  expect(lastSeen.silent).toBe(new Date(start + 5 * HOUR).toISOString());
  // Some replica has it now; and of the other nothing was ever seen.
  expect(lastSeen['in-step']).toBeNull();
  expect(lastSeen.mismatched).toBeNull();
});

it('knows nothing of a time before anything was known, and forgets after a week', async () => {
  expect((await change(start - HOUR, start + 5 * HOUR + MINUTE)).statuses).toBeNull();
  expect((await change(start, start + 8 * 24 * HOUR)).lastSeen.silent).toBeNull();
});

it('counts mailboxes and their folders, and names who reported last', async () => {
  expect(await readTransaction(models.pool, fleetFigures)).toEqual({
    mailboxes: 1,
    replicas: 1,
    folders: 1,
    itemsBehind: 0,
    lastIncidentEndedAt: null,
    lastReport: {
      replica: anna,
      mailbox: 'anna@example.org',
      server: 'imap-1',
      at: new Date(start + 5 * HOUR).toISOString(),
    },
  });
});
