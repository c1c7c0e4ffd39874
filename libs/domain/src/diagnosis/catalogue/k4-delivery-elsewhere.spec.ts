import { describe, expect, it } from '@jest/globals';
import { K4 } from './k4-delivery-elsewhere.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours, minutes } from '../../testing/durations.ts';

const drained = (differs = {}) =>
  aFolder({
    path: ['INBOX'],
    server: 120,
    offline: 800,
    differs: {
      before: { serverItems: 800, offlineItems: 800 },
      began: { serverItems: 760, offlineItems: 800 },
      serverDown: 640,
      ...differs,
    },
  });

describe('K4: new mail is delivered elsewhere', () => {
  it('fits when the Inbox on the server drains and the offline one stays, and says from what to what', () => {
    const match = K4.matches(anEvidence({ client: { store: 'ost' }, folders: [drained(), aFolder()] }));
    expect(match?.cause).toContain('from 800 to 120 items');
    expect(match?.points.at(-1)).toMatchObject({ position: 90, values: { serverBefore: 800, serverItems: 120 } });
  });

  it('fits when the profile says so and the Inbox is out of step', () => {
    const folders = [aFolder({ path: ['INBOX'], server: 790, offline: 800 })];
    const match = K4.matches(anEvidence({ exchange: true, profile: { deliverTo: 'pst' }, folders }));
    expect(match?.cause).toContain('personal folders file (.pst)');
  });

  it.each([
    [
      'somebody deleted much at once',
      anEvidence({
        client: { store: 'ost' },
        folders: [drained({ serverDown: 0 })].map((inbox) => ({ ...inbox, serverItems: 400, difference: -400 })),
      }),
    ],
    [
      'as much comes as goes',
      anEvidence({
        client: { store: 'ost' },
        folders: [{ ...drained({ serverUp: 600 }), serverItems: 400, difference: -400 }],
      }),
    ],
    ['the offline side falls too', anEvidence({ client: { store: 'ost' }, folders: [drained({ offlineDown: 300 })] })],
    ['the profile delivers to the mailbox', anEvidence({ exchange: true, folders: [drained()] })],
    [
      'it is delivered to a .pst and the Inbox is in step',
      anEvidence({ exchange: true, profile: { deliverTo: 'pst' } }),
    ],
    [
      'the server is out of reach',
      anEvidence({ client: { store: 'ost' }, folders: [drained()], troubles: ['server-unreachable'] }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K4.matches(evidence)).toBeNull();
  });

  it('names what the next synchronization would take from the offline Inbox', () => {
    const evidence = anEvidence({ exchange: true, profile: { deliverTo: 'pst' }, folders: [drained()] });
    const guard = K4.fix!.guard!(evidence, K4.matches(evidence)!);
    expect(guard).toMatchObject({ items: 680, folders: [['INBOX']] });
    expect(guard?.text).toContain('680 items');
  });

  it('is confirmed once both sides have grown after it was tried', () => {
    const tried = { fix: 'K4', at: NOW - hours(1), by: 'ann', position: 7 };
    const grown = { at: NOW - minutes(20), by: 3 };
    const inbox = (more: object) => anEvidence({ exchange: true, folders: [aFolder({ path: ['INBOX'], ...more })] });
    expect(K4.fix!.confirmed(inbox({ serverMoved: grown, offlineMoved: grown }), tried)).toBe(true);
    expect(K4.fix!.confirmed(inbox({ serverMoved: { ...grown, by: -3 }, offlineMoved: grown }), tried)).toBe(false);
    expect(
      K4.fix!.confirmed(inbox({ serverMoved: grown, offlineMoved: { ...grown, at: NOW - hours(2) } }), tried),
    ).toBe(false);
  });
});
