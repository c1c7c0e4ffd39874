import { describe, expect, it } from '@jest/globals';
import type { AlertsState, AlertState } from '@lockstep/domain';
import { firstFix, underIncident } from './first-fix.ts';

const own = { id: 'sync-hung', title: 'A sync hangs' };
const alert = { id: '1', replica: 'a', status: 'firing', diagnosis: own } as AlertState;
const incident = (status: AlertState['status']) =>
  ({ id: '2', replica: null, status, diagnosis: { id: 'client-suspected', title: 'Many at once' } }) as AlertState;
const state = (of: AlertState, members = ['2']) =>
  ({
    alerts: new Map([alert, of].map((one) => [one.id, one])),
    memberOf: new Map([['a', new Set(members)]]),
  }) as unknown as AlertsState;

describe('the cause that an alert is told with', () => {
  it('is that of the incident that explains its replica, as on the page of the replica', () => {
    expect(underIncident(state(incident('firing')), '1')?.diagnosis).toEqual({
      id: 'client-suspected',
      title: 'The cause is in this version of the client',
    });
  });

  it('is its own once the incident is over, or where there is none', () => {
    expect(underIncident(state(incident('resolved')), '1')?.diagnosis).toEqual(own);
    expect(underIncident(state(incident('firing'), []), '1')?.diagnosis).toEqual(own);
    expect(underIncident(state(incident('firing')), '9')).toBeNull();
  });
});

describe('what to try first', () => {
  it('is of a silent replica to see why its agent does not report, whatever was known of it before', () => {
    const fix = firstFix({ rule: 'silent', server: 'imap-03', diagnosis: own } as AlertState)!;
    expect(fix.title).toBe('See why the agent does not report');
    expect(fix.steps[0]).toContain('the device is on');
  });

  it('is nothing where no cause is known', () => {
    expect(firstFix({ rule: 'mismatch', server: null, diagnosis: null } as AlertState)).toBeNull();
  });
});
