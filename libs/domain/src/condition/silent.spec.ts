import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, evolve, initialReplica, judge } from '../index.ts';
import { MONDAY, newAgent } from '../testing/agent.ts';
import { counted, given } from '../testing/given.ts';
import { days, hours, minutes } from '../testing/durations.ts';

const heardOnce = given(counted(10, 10));

describe('an agent that was heard', () => {
  it('is silent after three intervals, and at least 15 min', () => {
    heardOnce
      .silentUntil(minutes(15) - 1)
      .expectReplica('in-step')
      .expectNextDeadline(minutes(15));
    const late = heardOnce.silentUntil(minutes(15)).expectReplica('silent').expectSeverity('silent', 'warning');
    expect(late.judgement).toMatchObject({ silence: 'late', since: MONDAY + minutes(15) });
  });

  it('is critical after 24 h and missing after 30 days', () => {
    heardOnce.silentUntil(hours(2)).expectNextDeadline(hours(24));
    heardOnce.silentUntil(hours(24)).expectSeverity('silent', 'critical').expectNextDeadline(days(30));
    const missing = heardOnce.silentUntil(days(30)).expectNextDeadline(null);
    expect(missing.judgement).toMatchObject({ silence: 'missing', since: MONDAY + minutes(15) });
  });

  it('is heard again with its next report', () => {
    given(counted(10, 10), (_agent, story) => (story.at += days(2)), counted(10, 10))
      .now()
      .expectReplica('in-step')
      .expectNo('silent');
  });
});

describe('an agent that never reported', () => {
  const enrolled = newAgent().facts.reduce(evolve, initialReplica());
  const at = (ms: number) => judge(enrolled, DEFAULT_POLICY, MONDAY + ms);

  it('is silent from its enrolment, and nobody is told for a day', () => {
    expect(at(minutes(1))).toMatchObject({ status: 'silent', silence: 'never-reported', since: MONDAY });
    expect(at(minutes(1)).conditions[0]).toMatchObject({ severity: null });
    expect(at(minutes(1)).nextDeadline).toBe(MONDAY + hours(24));
    expect(at(hours(24)).conditions[0]).toMatchObject({ severity: 'critical' });
  });
});
