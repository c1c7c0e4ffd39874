import { describe, expect, it } from '@jest/globals';
import type { AlertsState, AlertState } from '@lockstep/domain';
import { underIncident } from './first-fix.ts';

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
