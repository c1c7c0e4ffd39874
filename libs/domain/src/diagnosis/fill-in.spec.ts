import { describe, expect, it } from '@jest/globals';
import { fillInGenerally, withoutLabels } from './fill-in.ts';

describe('steps for any replica', () => {
  it('say a name that is not known by its kind, and not twice', () => {
    const steps = [
      'Move the whole offline folder {folder} aside.',
      'Open {folder} on {device}.',
      'Ask the server {server}.',
    ];
    expect(fillInGenerally(steps)).toEqual([
      'Move the whole offline folder aside.',
      'Open the folder on the device.',
      'Ask the server.',
    ]);
  });

  it('name the server where it is known, also in what is to be copied', () => {
    const steps = ['Ask the server {server}.', '`nc -vz {server} 993`'];
    expect(fillInGenerally(steps, { server: 'imap-03' })).toEqual(['Ask the server imap-03.', '`nc -vz imap-03 993`']);
  });
});

it('says a step within a sentence without what marks the words of the screen', () => {
  expect(withoutLabels('Choose *File → Exit*, and *OK*; run `mbsync -a *`.')).toBe(
    'Choose File → Exit, and OK; run `mbsync -a *`.',
  );
});
