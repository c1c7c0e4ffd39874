import { expect, it } from '@jest/globals';
import { named, placed } from './places.ts';

it('knows the fields of the form by the names that the server gives them', () => {
  expect(placed('thresholds.stale.criticalAfterOnMs')).toBe(true);
  expect(placed('scope.server')).toBe(true);
  expect(placed('workingHours.holidays[0]')).toBe(true);
  expect(placed('basedOn')).toBe(false);
});

it('says another threshold in the words of the form', () => {
  expect(named('must not be below stale.warningAfterOnMs')).toBe('must not be below “Last sync older than”, warning');
});
