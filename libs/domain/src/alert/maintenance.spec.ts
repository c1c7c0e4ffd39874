import { describe, expect, it } from '@jest/globals';
import type { MaintenanceInput } from '@lockstep/contracts';
import { instantOf, wireForm } from '../replica/calendar.ts';
import { maintenanceWindows, nextWindow } from './maintenance.ts';

const at = (text: string) => instantOf(`${text}:00.000Z`)!;
const window = (when: MaintenanceInput['when'], timeZone = 'Europe/Berlin'): MaintenanceInput => ({
  name: 'Patch night',
  matchers: [{ server: '*' }],
  timeZone,
  when,
});
const short = (instant: number) => wireForm(instant).slice(0, 16);
const shown = (input: MaintenanceInput, from: string, to: string) =>
  maintenanceWindows(input, at(from), at(to)).map(({ from, to }) => `${short(from)} ${short(to)}`);
const next = (input: MaintenanceInput, from: string) => {
  const found = nextWindow(input, at(from));
  return found === null ? null : `${short(found.from)} ${short(found.to)}`;
};

describe('a maintenance window', () => {
  it('of once is open once', () => {
    const once = window({ every: 'once', from: '2026-11-23T20:00:00.000Z', to: '2026-11-23T22:00:00.000Z' });
    expect(next(once, '2026-11-01T00:00')).toBe('2026-11-23T20:00 2026-11-23T22:00');
    expect(next(once, '2026-11-23T21:59')).not.toBeNull();
    expect(next(once, '2026-11-23T22:00')).toBeNull();
  });

  it('of each week is open on its days, past midnight where it ends before it begins', () => {
    const weekly = window({ every: 'week', days: ['sat'], from: '22:00', to: '02:00' });
    expect(shown(weekly, '2026-11-21T00:00', '2026-12-01T00:00')).toEqual([
      '2026-11-21T21:00 2026-11-22T01:00',
      '2026-11-28T21:00 2026-11-29T01:00',
    ]);
    expect(next(weekly, '2026-11-22T00:59')).toBe('2026-11-21T21:00 2026-11-22T01:00');
    expect(next(weekly, '2026-11-22T01:00')).toBe('2026-11-28T21:00 2026-11-29T01:00');
  });

  it('of each month is on its day, on the last one, or not in a month without it', () => {
    const monthly = (day: number) => window({ every: 'month', day, from: '01:00', to: '03:00' }, 'UTC');
    const days = (day: number) =>
      shown(monthly(day), '2027-01-01T00:00', '2027-05-01T00:00').map((text) => text.slice(5, 10));
    expect(days(15)).toEqual(['01-15', '02-15', '03-15', '04-15']);
    expect(days(-1)).toEqual(['01-31', '02-28', '03-31', '04-30']);
    expect(days(31)).toEqual(['01-31', '03-31']);
    expect(days(0)).toEqual([]);
  });

  it('keeps to the wall clock when clocks change', () => {
    const nightly = window({ every: 'week', days: ['sun'], from: '04:00', to: '05:00' });
    expect(shown(nightly, '2026-10-18T00:00', '2026-11-01T00:00')).toEqual([
      '2026-10-18T02:00 2026-10-18T03:00',
      '2026-10-25T03:00 2026-10-25T04:00',
    ]);
  });

  it('is as long as it was meant, where clocks skip it, and has the hour twice, where they show it twice', () => {
    const nightly = window({ every: 'week', days: ['sun'], from: '02:15', to: '02:45' });
    // 29 March 2026: from 02:00 to 03:00 at 01:00 UTC. 25 October: from 03:00 to 02:00 at 01:00 UTC.
    expect(shown(nightly, '2026-03-29T00:00', '2026-03-30T00:00')).toEqual(['2026-03-29T01:15 2026-03-29T01:45']);
    expect(shown(nightly, '2026-10-25T00:00', '2026-10-26T00:00')).toEqual(['2026-10-25T00:15 2026-10-25T01:45']);
  });

  it('that begins where clocks skip an hour opens all the same, for as long as it was meant', () => {
    const spring = (from: string, to: string) =>
      shown(window({ every: 'week', days: ['sun'], from, to }), '2027-03-28T00:00', '2027-03-29T00:00');
    // 28 March 2027: from 02:00 to 03:00 at 01:00 UTC.
    expect(spring('02:00', '03:00')).toEqual(['2027-03-28T01:00 2027-03-28T02:00']);
    expect(spring('02:30', '03:30')).toEqual(['2027-03-28T01:30 2027-03-28T02:30']);
    expect(spring('02:15', '03:00')).toEqual(['2027-03-28T01:15 2027-03-28T02:00']);
    expect(spring('01:30', '02:30')).toEqual(['2027-03-28T00:30 2027-03-28T01:30']);
  });

  it('on a day that never comes is never open', () => {
    expect(next(window({ every: 'month', day: 0, from: '01:00', to: '02:00' }), '2026-01-01T00:00')).toBeNull();
  });
});
