import { describe, it } from '@jest/globals';
import { away, counted, given, meanwhile, synchronized } from '../testing/given.ts';
import { days, hours, minutes } from '../testing/durations.ts';

const equal = (last: number | null) => counted(50, 50, { last });

describe('a folder', () => {
  it('is stale when no sync completed for 4 h with the client on', () => {
    given(equal(0))
      .at(hours(4) - 1)
      .expectStatus('in-step');
    given(equal(0)).at(hours(4)).expectStatus('stale').expectSeverity('stale', null).expectReplica('stale');
  });

  it('is a warning once it has been stale for 30 min, and critical after 24 h on', () => {
    given(equal(0))
      .at(hours(4) + minutes(30))
      .expectSeverity('stale', 'warning');
    given(equal(0)).at(hours(24)).expectSeverity('stale', 'critical');
  });

  it('is not stale at once when a laptop returns on Monday', () => {
    given(equal(-minutes(1)), meanwhile(hours(2)), away(days(2.6)), equal(-minutes(1)))
      .now()
      .expectStatus('in-step');
  });

  it('is not stale at once after a holiday', () => {
    given(equal(-minutes(1)), away(days(16)), equal(-minutes(1)))
      .now()
      .expectStatus('in-step');
    given(equal(-minutes(1)), away(days(16)), equal(-minutes(1)))
      .at(days(16) + hours(4))
      .expectStatus('stale');
  });

  it('is stale by the calendar after 7 days in which the client was on for a moment each day', () => {
    const week = Array.from({ length: 7 }, () => [
      away(hours(20)),
      meanwhile(minutes(20)),
      away(hours(3) + minutes(40)),
    ]).flat();
    const short = week.flatMap((step) => [step, equal(0)]);
    given(equal(0), ...short)
      .now()
      .expectStatus('stale');
    given(equal(0), ...short.slice(0, -12))
      .now()
      .expectStatus('in-step');
  });

  it('is stale by the calendar when the first report ever already says so', () => {
    given(equal(-days(8)))
      .now()
      .expectStatus('stale');
    given(equal(-days(6)))
      .now()
      .expectStatus('in-step');
  });

  it('is not stale while nobody knows when it last synchronized', () => {
    given(equal(null)).at(days(2)).expectStatus('in-step').expectNo('stale');
  });

  it('is fresh again after one completed sync', () => {
    given(equal(0), meanwhile(hours(6)), synchronized())
      .now()
      .expectStatus('in-step')
      .expectNo('stale');
  });

  it('is last known and not stale while its agent is silent', () => {
    given(equal(0), meanwhile(hours(1)))
      .silentUntil(hours(20))
      .expectStatus('in-step')
      .expectReplica('silent');
  });
});
