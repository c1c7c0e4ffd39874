import { describe, expect, it } from '@jest/globals';
import type { FolderRow, Progress } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';
import { HOUR, MINUTE } from '../figures/time.ts';
import { backlogRows, backlogTicks, paceText } from './backlog.ts';

const NOW = Date.parse('2026-11-23T08:41:00Z');
const at = (minutes: number) => NOW + minutes * MINUTE;
const iso = (minutes: number) => new Date(at(minutes)).toISOString();

const PROGRESS: Progress = {
  backlog: 3_180,
  most: 8_402,
  done: 0.62,
  itemsPerHour: 8_000,
  since: iso(-120),
  eta: { at: iso(24), earliest: iso(18), latest: iso(33) },
};
const folder = (name: string, more: Partial<FolderRow> = {}) =>
  ({ path: [name], expectedDifference: 0, accepted: null, progress: PROGRESS, ...more }) as FolderRow;
const points = (name: string, ...steps: [minutes: number, behind: number | null][]) => ({
  path: [name],
  points: steps.map(([minutes, behind]) => [at(minutes), behind === null ? null : 10_000 + behind, 10_000] as const),
});

describe('the backlog of a mailbox', () => {
  const histories = [
    points('INBOX', [-120, 2_000], [-34, 5_000], [-20, 3_000], [-1, 2_000]),
    points('Sent', [-120, 100], [-34, 3_402], [-10, 1_180]),
    points('Still', [-120, 900]),
  ];
  const folders = [folder('INBOX'), folder('Sent'), folder('Still', { progress: null })];
  const rows = backlogRows(folders, histories, PROGRESS, NOW);

  it('is the sum of the folders that catch up, from the moment at which it was most', () => {
    const seen = rows.filter(({ at }) => at < NOW).map(({ at, items }) => [(at - NOW) / MINUTE, items]);
    expect(seen).toEqual([
      [-34, 8_402],
      [-20, 6_402],
      [-10, 4_180],
      [-1, 3_180],
    ]);
  });

  it('goes on to its end with a fan from the earliest to the latest', () => {
    const [now, earliest, middle, latest] = rows.filter(({ at }) => at >= NOW);
    expect(now).toMatchObject({ items: 3_180, expected: 3_180, range: [3_180, 3_180] });
    expect([earliest!.at, middle!.at, latest!.at]).toEqual([at(18), at(24), at(33)]);
    expect(earliest!.range![0]).toBe(0);
    expect(earliest!.expected).toBeCloseTo(3_180 / 4);
    expect(middle!.expected).toBe(0);
    expect(latest).toMatchObject({ items: null, expected: null, range: [0, 0] });
  });

  it('has nothing ahead where no end can be told, and shows all since it began', () => {
    const stalled = backlogRows(folders, histories, { ...PROGRESS, eta: null }, NOW);
    expect(stalled.every(({ expected, range }) => expected === null && range === null)).toBe(true);
    expect([stalled[0]!.at, stalled.at(-1)!.at]).toEqual([at(-120), NOW]);
  });

  it('is a gap while a count cannot be read, and never zero', () => {
    const [unread] = [backlogRows([folders[0]!], [points('INBOX', [-60, 90], [-30, null], [-5, 40])], PROGRESS, NOW)];
    expect(unread!.find((row) => row.at === at(-30))?.items).toBeNull();
  });

  it('leaves out what is expected and what a person accepts', () => {
    const accepted = { items: 300, reason: '', by: '', at: iso(-500), until: iso(500), cursor: '1' };
    const one = folder('INBOX', { expectedDifference: 100, accepted });
    const [first] = backlogRows([one], [points('INBOX', [-60, 1_000])], PROGRESS, NOW);
    expect(first!.items).toBe(600);
  });

  it('names where it begins, now and its end, unless the words would lie on each other', () => {
    expect(backlogTicks(rows, NOW, at(24))).toEqual([at(-34), NOW, at(24)]);
    expect(backlogTicks(rows, NOW, at(3))).toEqual([at(-34), NOW]);
  });
});

it('says a pace in the unit that reads well', () => {
  expect([8_000, 40, 0.2, null].map((pace) => paceText(pace, count))).toEqual([
    '133 a minute', '40 an hour', null, null,
  ]); // prettier-ignore
  expect(paceText(HOUR / HOUR, count)).toBe('1 an hour');
});
