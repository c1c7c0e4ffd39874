import { expect, it } from '@jest/globals';
import { named, placed, refusedText } from './places.ts';

it('knows the fields of the form by the names that the server gives them', () => {
  expect(placed('thresholds.stale.criticalAfterOnMs')).toBe(true);
  expect(placed('scope.server')).toBe(true);
  expect(placed('workingHours.holidays[0]')).toBe(true);
  expect(placed('basedOn')).toBe(false);
});

it('says another threshold in the words of the form', () => {
  expect(named('must not be below stale.warningAfterOnMs')).toBe('must not be below “Last sync older than”, warning');
});

it('names the threshold that is refused, where it stands away from its field', () => {
  const refusal = {
    field: 'thresholds.mismatch.critical.orItems',
    message: 'must not be below mismatch.warning.items.',
  };
  expect(refusedText(refusal)).toBe('“Or, with a share: at least”, critical must not be below “At least”, warning.');
  expect(refusedText({ field: 'scope', message: 'There is one already.' })).toBe('There is one already.');
});
