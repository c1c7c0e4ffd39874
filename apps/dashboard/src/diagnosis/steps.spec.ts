import { expect, it } from '@jest/globals';
import { stepParts, stepsAsText } from './steps.ts';

it('tells what can be copied from the words around it', () => {
  expect(stepParts('Run `mbsync -a` and wait.')).toEqual([
    { text: 'Run ', code: false },
    { text: 'mbsync -a', code: true },
    { text: ' and wait.', code: false },
  ]);
  expect(stepParts('A lone ` stays.')).toEqual([{ text: 'A lone ` stays.', code: false }]);
});

it('writes the steps for a mail, the guard first', () => {
  expect(stepsAsText('Make a new file', ['Close it.', 'Run `x`.'], 'Export Drafts.')).toBe(
    'Make a new file\nFirst: Export Drafts.\n1. Close it.\n2. Run x.',
  );
});
