import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, evolve, initialReplica, judge } from '../index.ts';
import { MONDAY, newAgent, report } from '../testing/agent.ts';
import { counted, given, troubled } from '../testing/given.ts';
import { hours, minutes } from '../testing/durations.ts';

describe('a trouble', () => {
  it.each(['duplicates', 'offline-store-damaged', 'partial-read', 'index-damaged', 'peer-never-connected'])(
    'that says the numbers cannot be trusted (%s) makes the folder unknown, even with equal counts',
    (code) => {
      given(counted(10, 10, { troubles: [code] }))
        .now()
        .expectStatus('unknown');
      given(counted(10, 10), troubled(code)).now().expectStatus('unknown').expectReplica('unknown');
    },
  );

  it.each(['credentials-rejected', 'uidvalidity-changed', 'sync-state-damaged', 'tls-failed'])(
    'that stops synchronization (%s) is critical at once, and leaves the status to numbers and dates',
    (code) => {
      given(counted(10, 10, { troubles: [code] }))
        .now()
        .expectStatus('in-step')
        .expectSeverity('trouble', 'critical');
      given(counted(10, 10, { troubles: [code] }), counted(10, 10, { troubles: [] }))
        .now()
        .expectNo('trouble');
    },
  );

  it('that may pass by itself is noted, and nobody is told', () => {
    given(counted(10, 10), troubled('server-unreachable'))
      .now()
      .expectStatus('in-step')
      .expectSeverity('trouble', null);
    given(counted(null, 10), troubled('server-unreachable')).now().expectStatus('unknown');
  });

  it('of no offline use makes the replica unknown', () => {
    given(counted(10, 10), troubled('offline-use-not-set-up')).now().expectReplica('unknown');
  });

  it('that nobody here knows is kept, and judged by nothing', () => {
    given(counted(10, 10, { troubles: ['constructor', 'martian'] }))
      .now()
      .expectStatus('in-step')
      .expectNo('trouble');
  });

  it('keeps its beginning while it is stated again', () => {
    const outcome = given(counted(10, 10), troubled('credentials-rejected')).at(hours(1));
    expect(outcome.judgement.conditions[0]).toMatchObject({ kind: 'credentials-rejected', since: MONDAY });
  });
});

describe('a replica', () => {
  const told = (said: Parameters<typeof report>[2]) => {
    const agent = newAgent();
    report(agent, 0, said);
    return judge(agent.facts.reduce(evolve, initialReplica()), DEFAULT_POLICY, MONDAY + minutes(1));
  };

  it('is in step when its store is empty and was read whole', () => {
    expect(told({ kind: 'full' }).status).toBe('in-step');
  });

  it('is unknown when no report has said what it holds', () => {
    expect(told({ kind: 'delta' }).status).toBe('unknown');
  });

  it('of one folder counts that folder among those that are not in step', () => {
    const folders = [
      [['Sent'], 5, 5, MONDAY, { troubles: [['partial-read']] }],
      [['INBOX'], 5, 5, MONDAY],
    ] as const;
    expect(told({ kind: 'full', folders })).toMatchObject({ status: 'unknown', foldersOut: 1 });
  });

  it('does not judge a folder that is local by nature', () => {
    const judgement = told({
      kind: 'full',
      folders: [
        [['Sync Issues'], null, 26, null, { because: 'local-only' }],
        [['INBOX'], 5, 5, MONDAY],
      ],
    });
    expect(judgement).toMatchObject({ status: 'in-step', foldersOut: 0, itemsOnlyOffline: 0 });
    expect(judgement.folders[1]).toMatchObject({ localOnly: true, status: 'in-step', difference: null });
  });
});
