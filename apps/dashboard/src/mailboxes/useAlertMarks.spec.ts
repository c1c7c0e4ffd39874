import { expect, it } from '@jest/globals';
import type { AlertView } from '@lockstep/contracts';
import { marksOf } from './useAlertMarks.ts';

const alert = (id: string, replica: string | null, said: Partial<AlertView> = {}) =>
  ({ id, replica, acknowledged: null, assignee: null, suppressed: [], ...said }) as unknown as AlertView;

it('marks a mailbox with what people did about its alerts, once of a kind, and with nothing where they did nothing', () => {
  const quiet = { by: 'silence', id: 's', text: 'ada: being moved', until: null } as const;
  const effect = { by: 'inhibition', id: '9', text: 'imap-03 does not answer', until: null } as const;
  const marks = marksOf(
    [
      alert('1', 'anna', { assignee: 'Aoife' }),
      alert('2', 'anna', { assignee: 'Marek', suppressed: [quiet] }),
      alert('3', 'bert', { suppressed: [effect] }),
      alert('4', null, { assignee: 'Aoife' }),
    ],
    0,
  );
  expect([...marks.keys()]).toEqual(['anna']);
  expect(marks.get('anna')).toEqual([
    { icon: 'taken', word: '#1 is taken by Aoife' },
    { icon: 'bellOff', word: '#2 is silenced · ada: being moved' },
  ]);
});
