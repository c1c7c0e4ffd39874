import { describe, expect, it } from '@jest/globals';
import { parse, Report } from '@lockstep/contracts';
import { aReport, EPOCH } from '../testing/report.ts';
import { contentHash } from './content-hash.ts';
import { reportFacts, whatIsSaid } from '@lockstep/domain';

const AT = '2026-11-23T03:00:00.000Z';
const at = Date.parse(AT);
const minutes = (count: number) => count * 60_000;

function said(over: Record<string, unknown> = {}) {
  const parsed = parse(Report, { ...aReport({ observedAt: AT }), ...over });
  if (!parsed.ok) throw new Error(`${parsed.field}: ${parsed.reason}`);
  return whatIsSaid(parsed.value);
}
const facts = (over: Record<string, unknown> = {}, now = at) => reportFacts(said(over), now);
const folder = (over: Record<string, unknown> = {}) => ({
  path: ['Été'],
  serverItems: 3,
  offlineItems: null,
  lastSynchronizedAt: null,
  ...over,
});

describe('a report', () => {
  it('becomes one compact fact, with unknown as null', () => {
    expect(facts({ folders: [folder(), folder({ path: ['inbox', 'A'], lastSynchronizedAt: AT })] })).toEqual([
      {
        type: 'ReplicaReported',
        observedAt: at,
        data: {
          epoch: EPOCH,
          seq: 1,
          kind: 'full',
          interval: 300,
          folders: [
            [['Été'], 3, null, null],
            [['INBOX', 'A'], 3, null, at],
          ],
        },
      },
    ]);
  });

  it('keeps what else it says of a folder, and leaves out what is said by default', () => {
    const more = {
      lastSynchronizedBasis: 'sync-state',
      inProgress: true,
      expectedDifference: 4,
      expectedBecause: 'window',
      troubles: [{ code: 'sync-interrupted', detail: 'a journal' }, { code: 'x' }],
    };
    const [fact] = facts({
      folders: [folder(more), folder({ path: ['B'], inProgress: false, expectedDifference: 0, troubles: [] })],
    });
    expect(fact!.data).toMatchObject({
      folders: [
        [
          ['Été'],
          3,
          null,
          null,
          {
            basis: 'sync-state',
            inProgress: true,
            expected: 4,
            because: 'window',
            troubles: [['sync-interrupted', 'a journal'], ['x']],
          },
        ],
        [['B'], 3, null, null],
      ],
    });
  });

  it('without folders is a heartbeat', () => {
    const [fact, ...others] = facts({ kind: 'delta', folders: undefined });
    expect(fact!.data).toEqual({ epoch: EPOCH, seq: 1, kind: 'delta', interval: 300, folders: [] });
    expect(others).toEqual([]);
  });

  it('says client, profile and attempts as facts of their own, and only when it says them', () => {
    const client = { name: 'mbsync' };
    const profile = { offlineAccess: false };
    const attempts = [
      { startedAt: AT, outcome: 'failed', error: 'no' },
      { startedAt: AT, outcome: 'succeeded' },
    ];
    const [, ...others] = facts({
      client,
      profile,
      attempts,
      removed: [['Old']],
      troubles: [{ code: 'server-unreachable' }],
    });
    expect(others).toEqual([
      { type: 'ClientFactsReported', observedAt: at, data: { client, profile } },
      { type: 'SyncAttempted', observedAt: at, data: attempts[0] },
      { type: 'SyncAttempted', observedAt: at, data: attempts[1] },
    ]);
    expect(facts({ removed: [['Old']], troubles: [{ code: 'server-unreachable' }] })[0]!.data).toMatchObject({
      removed: [['Old']],
      troubles: [['server-unreachable']],
    });
  });

  it('from five minutes ahead is believed, and from further ahead stands at our time with its claim beside it', () => {
    expect(facts({}, at - minutes(5))).toMatchObject([{ type: 'ReplicaReported', observedAt: at }]);
    const now = at - minutes(5) - 1;
    expect(facts({ client: {} }, now)).toMatchObject([
      { type: 'ReplicaReported', observedAt: now },
      { type: 'ClientFactsReported', observedAt: now },
      { type: 'ClockDoubted', observedAt: now, data: { claimedAt: at, aheadMs: minutes(5) + 1 } },
    ]);
  });

  it('from long ago stands where it says', () => {
    expect(facts({}, at + minutes(60 * 24 * 400))).toMatchObject([{ observedAt: at }]);
  });
});

describe('the hash of a report', () => {
  const hash = (over: Record<string, unknown> = {}) => contentHash(said(over));

  it('is the same for the same, in whatever order and spelling it comes', () => {
    const { epoch, ...rest } = aReport({ observedAt: AT });
    const turned = parse(Report, {
      later: { field: 1 },
      ...rest,
      epoch: epoch.toUpperCase(),
      observedAt: '2026-11-23T04:00:00+01:00',
    });
    expect(turned.ok && contentHash(whatIsSaid(turned.value))).toBe(hash());
    expect(hash({ client: { name: 'a', version: 'b' } })).toBe(
      hash({ client: { unknown: 1, version: 'b', name: 'a' } }),
    );
    expect(hash({ folders: [folder({ path: ['inbox'] })] })).toBe(hash({ folders: [folder({ path: ['INBOX'] })] }));
  });

  it.each([
    ['another count', { folders: [folder({ serverItems: 4 })] }],
    ['unknown instead of zero', { folders: [folder({ serverItems: null })] }],
    ['another interval', { intervalSeconds: 301 }],
    ['another time', { observedAt: '2026-11-23T03:00:00.001Z' }],
    ['another kind', { kind: 'delta' }],
    ['a trouble', { troubles: [{ code: 'x' }] }],
    ['a trouble with a detail', { troubles: [{ code: 'x', detail: '' }] }],
    ['a folder removed', { removed: [['Old']] }],
    ['client facts', { client: {} }],
    ['a profile', { profile: {} }],
    ['an attempt', { attempts: [{ startedAt: AT, outcome: 'failed' }] }],
    ['a path cut elsewhere', { folders: [folder({ path: ['É', 'té'] })] }],
  ])('tells apart %s', (_, over) => {
    const usual = { folders: [folder()] };
    expect(hash({ ...usual, ...over })).not.toBe(hash(usual));
  });
});
