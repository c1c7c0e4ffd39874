import { describe, it } from '@jest/globals';
import { away, counted, given, inbox, meanwhile, synchronized } from '../testing/given.ts';
import { hours, minutes } from '../testing/durations.ts';

describe('a folder that differs', () => {
  it('is mismatched when a sync completed and the difference stayed', () => {
    given(counted(1000, 800), synchronized()).at(minutes(40)).expectStatus('mismatched', 'although-synchronizing');
  });

  it('is mismatched when no sync came within the grace', () => {
    given(counted(1000, 800)).at(minutes(30)).expectStatus('mismatched', 'not-synchronizing').expectSince(minutes(30));
  });

  it('is given its time while it is younger than the grace', () => {
    given(counted(1000, 800)).at(minutes(29)).expectStatus('catching-up').expectNo('mismatch');
  });

  it('is given less time once a completed sync has left it there in two reports', () => {
    given(counted(1000, 800), synchronized()).now().expectStatus('catching-up');
    given(counted(1000, 800), synchronized()).at(minutes(10)).expectStatus('mismatched', 'although-synchronizing');
  });

  it('is in step, and shown, while the difference is below the threshold', () => {
    given(counted(1000, 991)).at(hours(2)).expectStatus('in-step').expectDifference(9);
    given(counted(5000, 4951)).at(hours(2)).expectStatus('in-step').expectDifference(49);
    given(counted(5000, 4950)).at(hours(2)).expectStatus('mismatched').expectDifference(50);
  });

  it('is mismatched in the end by any difference that has stood for a day with the client on', () => {
    given(counted(1000, 999, { last: null }))
      .at(hours(24) - 1)
      .expectStatus('in-step');
    given(counted(1000, 999, { last: null }), meanwhile(hours(23)), synchronized())
      .at(hours(24))
      .expectStatus('mismatched', 'although-synchronizing')
      .expectSeverity('mismatch', 'warning');
  });

  it('does not count the time in which the client was off', () => {
    given(counted(1000, 999, { last: null }), meanwhile(hours(8)), away(hours(40)), counted(1000, 999))
      .at(hours(49))
      .expectStatus('in-step');
  });

  it('counts items that exist only offline by their number, and shows them signed', () => {
    given(counted(100, 140)).at(hours(1)).expectStatus('mismatched').expectDifference(-40);
  });

  it('is in step when it differs as expected', () => {
    given(counted(1000, 400, { expected: 600, because: 'window' }))
      .at(hours(2))
      .expectStatus('in-step')
      .expectDifference(0);
  });

  it('is unknown, not in step, when the server could not be read', () => {
    given(counted(null, 8)).at(hours(1)).expectStatus('unknown').expectDifference(null).expectReplica('unknown');
  });

  it('is mismatched again at once when a count that was unknown for a while is as it was', () => {
    given(counted(1000, 800), meanwhile(minutes(40)), counted(null, 800), meanwhile(minutes(10)), counted(1000, 800))
      .now()
      .expectStatus('mismatched');
  });
});

describe('the Inbox', () => {
  it('is critical by any difference for 60 min', () => {
    given(inbox(1000, 999)).at(minutes(59)).expectStatus('in-step');
    given(inbox(1000, 999)).at(minutes(60)).expectStatus('mismatched').expectSeverity('mismatch', 'critical');
  });

  it('stays in step when it is busy, and mail always arrives between the reading of both sides', () => {
    const busy = Array.from({ length: 60 }, (_, round) => [
      inbox(20_000 + round * 7 + 3, 20_000 + round * 7, { last: minutes(5 * round) }),
      meanwhile(minutes(5)),
    ]).flat();
    given(...busy)
      .now()
      .expectStatus('in-step')
      .expectNo('mismatch');
  });

  it('is told from a busy one when it is the same number behind for six hours, though mail comes through', () => {
    const oneStays = (rounds: number) =>
      Array.from({ length: rounds }, (_, round) => [
        inbox(20_001 + round * 2, 20_000 + round * 2, { last: minutes(5 * round) }),
        meanwhile(minutes(5)),
      ]).flat();
    given(...oneStays(71))
      .now()
      .expectStatus('in-step');
    given(...oneStays(74))
      .now()
      .expectStatus('mismatched', 'although-synchronizing');
  });

  it('is told from a busy one when the same items stay behind', () => {
    const stuck = Array.from({ length: 13 }, (_, round) => [
      inbox(20_003 + round, 20_000 + round, { last: minutes(5 * round) }),
      meanwhile(minutes(5)),
    ]).flat();
    given(...stuck)
      .now()
      .expectStatus('mismatched', 'although-synchronizing');
  });
});

describe('a backlog', () => {
  const shrinking = (from: number, rounds: number, step: number) =>
    Array.from({ length: rounds }, (_, round) => [
      counted(8000, 8000 - from + round * step, { last: minutes(5 * round) }),
      meanwhile(minutes(5)),
    ]).flat();

  it('is catching up for as long as it shrinks, however old it is', () => {
    given(...shrinking(4000, 36, 100))
      .now()
      .expectStatus('catching-up')
      .expectNo('mismatch');
  });

  it('is mismatched when it has stood still for as long as the grace', () => {
    given(...shrinking(4000, 12, 100), meanwhile(minutes(20)))
      .now()
      .expectStatus('catching-up');
    given(...shrinking(4000, 12, 100), meanwhile(minutes(30)))
      .now()
      .expectStatus('mismatched');
  });

  it('does not shrink by mail that is deleted on the server while the offline side stands still', () => {
    const draining = Array.from({ length: 12 }, (_, round) => [
      counted(8000 - round * 20, 4000),
      meanwhile(minutes(5)),
    ]).flat();
    given(...draining)
      .now()
      .expectStatus('mismatched', 'not-synchronizing');
  });

  it('that comes and goes from report to report is never a mismatch', () => {
    const flapping = Array.from({ length: 40 }, (_, round) => [
      counted(1000, round % 2 === 0 ? 900 : 1000, { last: minutes(5 * round) }),
      meanwhile(minutes(5)),
    ]).flat();
    given(...flapping)
      .now()
      .expectStatus('in-step')
      .expectNo('mismatch');
    given(...flapping.slice(0, -2))
      .now()
      .expectStatus('catching-up')
      .expectNo('mismatch');
  });

  it('does not alert for a sync that is in progress', () => {
    given(counted(8000, 4000, { inProgress: true }))
      .at(hours(3))
      .expectStatus('catching-up')
      .expectNo('mismatch');
  });

  it('is given its time again when the client was away for long', () => {
    given(counted(8000, 7000), meanwhile(minutes(20)), away(hours(15)), counted(8200, 7000))
      .now()
      .expectStatus('catching-up');
  });
});

describe('the condition of a mismatch', () => {
  const raised = [counted(1000, 900), meanwhile(minutes(40))];

  it('has no severity until it has lasted 30 min', () => {
    given(counted(1000, 900)).at(minutes(59)).expectStatus('mismatched').expectSeverity('mismatch', null);
    given(counted(1000, 900)).at(minutes(60)).expectSeverity('mismatch', 'critical');
    given(counted(1000, 985)).at(minutes(60)).expectSeverity('mismatch', 'warning');
  });

  it('stays until the difference was small for 10 min, while the status follows the numbers', () => {
    given(...raised, counted(1000, 1000))
      .now()
      .expectStatus('in-step')
      .expectSeverity('mismatch', null);
    given(...raised, counted(1000, 1000))
      .at(minutes(50))
      .expectStatus('in-step')
      .expectNo('mismatch');
    given(...raised, counted(1000, 996))
      .now()
      .expectStatus('catching-up');
    given(...raised, counted(1000, 996))
      .at(minutes(50))
      .expectStatus('in-step')
      .expectNo('mismatch');
  });

  it('keeps the stronger sign that it had, while it is watched', () => {
    const although = [counted(1000, 900), synchronized(), meanwhile(minutes(40))];
    given(...although, counted(1000, 1000))
      .now()
      .expectStatus('in-step', 'although-synchronizing');
  });

  it('does not clear between half the threshold and the threshold', () => {
    given(...raised, counted(1000, 994))
      .at(minutes(90))
      .expectStatus('mismatched')
      .expectSeverity('mismatch', 'warning');
  });

  it('keeps its beginning when it relapses within the hold', () => {
    given(...raised, counted(1000, 1000), meanwhile(minutes(5)), counted(1000, 900))
      .at(minutes(80))
      .expectStatus('mismatched')
      .expectSeverity('mismatch', 'critical');
  });

  it('says when it must be looked at again, with no news', () => {
    given(counted(1000, 900)).now().expectNextDeadline(minutes(15));
    given(counted(1000, 900), meanwhile(minutes(25)))
      .now()
      .expectNextDeadline(minutes(30));
  });
});
