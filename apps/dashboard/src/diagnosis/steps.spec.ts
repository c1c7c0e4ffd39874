import { expect, it } from '@jest/globals';
import { stepParts, stepsAsText } from './steps.ts';

it('tells what can be copied, and what to look for on the screen, from the words around it', () => {
  expect(stepParts('Run `mbsync -a *` and press *Tools → Go*.')).toEqual([
    { text: 'Run ', as: 'words' },
    { text: 'mbsync -a *', as: 'code' },
    { text: ' and press ', as: 'words' },
    { text: 'Tools → Go', as: 'label' },
    { text: '.', as: 'words' },
  ]);
  expect(stepParts('A lone ` stays, and a lone * too.')).toEqual([
    { text: 'A lone ` stays, and a lone * too.', as: 'words' },
  ]);
});

it('writes the steps for a mail, the guard first and without marks', () => {
  expect(stepsAsText('Make a new file', ['Close *Outlook*.', 'Run `x`.'], 'Export Drafts.')).toBe(
    'Make a new file\nFirst: Export Drafts.\n1. Close Outlook.\n2. Run x.',
  );
});
