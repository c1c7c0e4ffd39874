import { expect, it } from '@jest/globals';
import { hoursDraftOf, inputOf, OFFICE_HOURS, type Draft } from './draft.ts';

const draft: Draft = {
  name: 'Lyon',
  scope: { of: 'everyone' },
  texts: {},
  hours: OFFICE_HOURS('Europe/Paris'),
  why: '',
};

it('writes working hours so that they are read back as they were', () => {
  const hours = {
    timeZone: 'Europe/Paris',
    days: {
      mon: [
        ['08:00', '12:00'],
        ['13:00', '24:00'],
      ] as [string, string][],
    },
    holidays: ['2026-12-25', '2027-01-01'],
  };
  const written = hoursDraftOf(hours);
  expect(written.days).toMatchObject({ mon: '08:00–12:00, 13:00–24:00', tue: '' });
  const read = inputOf({ ...draft, hours: written }, null);
  // The thresholds of this draft are empty; only they are at fault.
  expect(Object.keys((read as { errors: object }).errors).every((field) => field.startsWith('thresholds.'))).toBe(true);
});

it('names the day whose hours cannot be read, and a name that is missing', () => {
  const days = { ...draft.hours!.days, tue: 'all day' };
  const read = inputOf({ ...draft, name: ' ', hours: { ...draft.hours!, days } }, 3);
  expect(read).toMatchObject({
    ok: false,
    errors: { 'workingHours.days.tue': expect.any(String), name: expect.any(String) },
  });
});
