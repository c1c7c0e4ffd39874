import { describe, expect, it } from '@jest/globals';
import type { DiagnosisRule } from './rule.ts';
import { CATALOGUE } from './catalogue.ts';
import { anEvidence } from '../testing/evidence.ts';

const rows = CATALOGUE.filter(({ id }) => /^K\d+$/.test(id));
const idsOf = (rules: readonly DiagnosisRule[]) => rules.map(({ id }) => id);

/** The sections of the article by what they are about, and the rows that rest on each. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  'The information in this article applies to': ['K0'],
  'More Information: no Synchronize tab': ['K1'],
  'More Information: Statistics for this folder': ['K2'],
  'More Information: profile settings': ['K3'],
  'More Information: Delivery tab': ['K4'],
  'More Information: log on to Windows': ['K5'],
  'More Information: log on to the network': ['K6'],
  'More Information: an .ost file cannot be moved': ['K7'],
  'Manual Synchronization': ['K8'],
  'Manual Synchronization: many items take long': ['K9'],
  'Automatic Synchronization': ['K10'],
  'Damaged Offline Folder': ['K11'],
  'Damaged Microsoft Exchange Server Support Files': ['K12'],
  'all sections tried': ['K13'],
};

describe('the rows of the article', () => {
  it('are K0 to K13, each once', () => {
    const ids = Array.from({ length: 14 }, (_, index) => `K${index}`);
    expect(idsOf(rows).toSorted()).toEqual(ids.toSorted());
  });

  it('stand by cost and risk: what needs no numbers first, what asks for nothing last', () => {
    expect(idsOf(rows)).toEqual([
      'K1',
      'K3',
      'K4',
      'K5',
      'K6',
      'K7',
      'K8',
      'K10',
      'K11',
      'K12',
      'K13',
      'K9',
      'K2',
      'K0',
    ]);
  });

  it.each(Object.entries(SECTIONS))('cover the section "%s"', (section, ids) => {
    expect(idsOf(rows.filter(({ source }) => source === `KB195875, ${section}`))).toEqual(ids);
  });

  it('rest on no section that is not one of the article', () => {
    const known = Object.keys(SECTIONS).map((section) => `KB195875, ${section}`);
    expect(rows.filter(({ source, family }) => family !== 'article' || !known.includes(source))).toEqual([]);
  });

  it.each(rows.map((row) => [row.id, row] as const))('%s says what is seen and why', (_, { title, seen, cause }) => {
    for (const text of [title, seen, cause]) expect(text.length).toBeGreaterThan(8);
  });

  it.each(rows.filter(({ fix }) => fix !== null).map((row) => [row.id, row.fix!] as const))(
    '%s says its steps, what they cost and risk, and what later reports must show',
    (_, fix) => {
      expect(fix.steps.length).toBeGreaterThanOrEqual(4);
      for (const step of fix.steps) expect(step).toMatch(/^[A-Z].*\.$/);
      for (const text of [fix.cost, fix.risk, fix.confirmedWhen]) expect(text.length).toBeGreaterThan(3);
    },
  );

  it('need no fix where nothing is wrong, or where it heals by itself', () => {
    expect(idsOf(rows.filter(({ fix }) => fix === null))).toEqual(['K9', 'K2', 'K0']);
  });

  it('ask for an export wherever the store is given up', () => {
    for (const id of ['K7', 'K11']) expect(rows.find((row) => row.id === id)?.fix?.guardText).toContain('Export');
  });

  it('name their twins among the modern causes, and are named by them', () => {
    const twins = Object.fromEntries(rows.flatMap(({ id, twin }) => (twin === undefined ? [] : [[id, twin]])));
    expect(twins).toEqual({
      K1: 'offline-use-not-set-up',
      K6: 'server-unreachable',
      K7: 'mailbox-moved',
      K8: 'not-synchronizing',
      K11: 'offline-store-damaged',
      K13: 'cause-unknown',
    });
    for (const [row, twin] of Object.entries(twins)) {
      const modern = CATALOGUE.find(({ id }) => id === twin);
      if (modern !== undefined) expect([twin, modern.twin]).toEqual([twin, row]);
    }
    for (const { id, twin } of CATALOGUE.filter(({ family }) => family === 'modern'))
      if (twin !== undefined) expect([id, twins[twin]]).toEqual([id, id]);
  });

  it.each([
    ['K8', 'K10'],
    ['K8', 'K11'],
    ['K5', 'K6'],
    ['K11', 'K12'],
    ['K4', 'K11'],
    ['K12', 'K13'],
  ])('tell %s and %s apart, from either side', (one, other) => {
    const apart = (id: string) => rows.find((row) => row.id === id)?.tellApart ?? {};
    expect([Object.keys(apart(one)).includes(other), Object.keys(apart(other)).includes(one)]).toEqual([true, true]);
  });

  it('are silent on a replica in step, though nobody asked whether it is', () => {
    const healthy = anEvidence({ exchange: true });
    expect(rows.filter((row) => row.matches(healthy) !== null)).toEqual([]);
  });

  it('are silent on a replica of another kind, whatever is wrong with it', () => {
    const stale = anEvidence({ troubles: ['server-unreachable', 'offline-store-damaged', 'credentials-rejected'] });
    expect(rows.filter((row) => row.matches({ ...stale, exchangeType: false }) !== null)).toEqual([]);
  });
});
