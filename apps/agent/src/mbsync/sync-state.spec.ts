import { describe, expect, it } from '@jest/globals';
import { farUids, parseSyncState } from './sync-state.ts';

const header =
  'FarUidValidity 1795410264\nNearUidValidity 1795410296\nMaxPulledUid 14\nMaxPushedUid 8\nMaxExpiredFarUid 11\n\n';

describe('a sync state', () => {
  it('tells both validities, how far it came, and what it pairs', () => {
    expect(parseSyncState(`${header}4 1 ~S\n5 0 S\n12 6 S>\n13 7 \n`)).toEqual({
      ok: true,
      state: {
        ...{
          farUidValidity: 1795410264,
          nearUidValidity: 1795410296,
          maxPulledUid: 14,
          maxPushedUid: 8,
          maxExpiredFarUid: 11,
        },
        ...{ pairs: 3, placeholders: 1, outOfOrder: 0 },
      },
    });
  });

  it('of a box without messages is whole', () => {
    expect(parseSyncState('FarUidValidity 1\nNearUidValidity 2\nMaxPulledUid 0\nMaxPushedUid 0\n\n').ok).toBe(true);
  });

  it('in the words of isync before 1.4 is understood', () => {
    const old = 'MasterUidValidity 5\nSlaveUidValidity 6\nMaxPulledUid 1\n\n1 1 \n2 -1 \n';
    expect(parseSyncState(old)).toMatchObject({ ok: true, state: { farUidValidity: 5, pairs: 1 } });
  });

  it('knows the copies of a lost state by their order', () => {
    const doubled = `${header}7 1 \n8 2 \n9 3 \n1 4 \n2 5 \n3 6 \n`;
    expect(parseSyncState(doubled)).toMatchObject({ state: { pairs: 6, outOfOrder: 3 } });
  });

  it.each([
    ['', 'empty'],
    ['\u0000\u0000\u0000', 'cut short'],
    ['garbage\n', 'does not end'],
    ['garbage\n\n', 'garbage'],
    [`${header}4 1 S\n5`, 'cut short'],
    [`${header}4 x S\n`, '4 x S'],
    ['MaxPulledUid 4\n\n', 'UIDVALIDITY'],
  ])('%j is damaged', (text, why) => {
    expect(parseSyncState(text)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });

  it('lists the server’s UIDs that it knows, and those that are offline', () => {
    expect(farUids(`${header}4 1 S\n5 0 \n0 3 \n6 -1 \n7 0 ^\n`)).toEqual({
      ...{ known: new Set([4, 5, 0, 6, 7]), offline: new Set([4, 0]), skipped: new Set([6, 7]) },
    });
  });
});
