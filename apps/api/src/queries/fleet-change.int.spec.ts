import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startReadModels, type ReadModels } from '../testing/read-models.ts';
import { fleetChange } from './fleet-change.query.ts';
import { fleetFigures } from './fleet-figures.query.ts';
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
const figures = () => readTransaction(models.pool, (client) => fleetFigures(client, models.store));
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
  expect(await figures()).toEqual({
    mailboxes: 1,
    replicas: 1,
    folders: 1,
    itemsBehind: 0,
    itemsBehindUnknown: 0,
    lastIncidentEndedAt: null,
    lastReport: {
      replica: anna,
      mailbox: 'anna@example.org',
      server: 'imap-1',
      at: new Date(start + 5 * HOUR).toISOString(),
    },
  });
});

it('names who reported last however much was said since, and of whom it does not know how far behind', async () => {
  const bert = randomUUID();
  const client = { name: 'mbsync', version: '1', store: 'maildir', server: 'imap-1' };
  await models.append(bert, 'ReplicaEnrolled', start, { mailbox: 'bert@example.org', device: 'd', client });
  // What waited in a spool is newer in the log, and older all the same.
  for (let seq = 1; seq <= 510; seq += 1) {
    const at = start + HOUR + seq;
    const folders = [[['INBOX'], null, 7, at]];
    const report = { epoch: bert, seq, kind: 'full', interval: 900, folders };
    await models.append(bert, 'ReplicaReported', at, report, { epoch: bert, seq });
  }
  await models.caughtUp();
  const { lastReport, ...rest } = await figures();
  expect(lastReport).toMatchObject({ mailbox: 'anna@example.org', at: new Date(start + 5 * HOUR).toISOString() });
  expect(rest).toMatchObject({ mailboxes: 2, replicas: 2, folders: 2, itemsBehindUnknown: 1 });
});
