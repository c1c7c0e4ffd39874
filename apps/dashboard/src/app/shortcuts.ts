/** Every key there is, by where it works: what `?` lists. */
export interface Shortcut {
  /** Two keys of one way are struck together after Ctrl or Shift, else one after the other. */
  readonly ways: readonly (readonly string[])[];
  /** Any of the ways does the same; else each does its own, in the order of the words. */
  readonly either?: true;
  readonly what: string;
}

export const SHORTCUTS: readonly { readonly where: string; readonly keys: readonly Shortcut[] }[] = [
  {
    where: 'Go to',
    keys: [
      { ways: [['/'], ['Ctrl', 'K']], either: true, what: 'Find anything' },
      { ways: [['g', 'f']], what: 'Fleet' },
      { ways: [['g', 'm']], what: 'Mailboxes' },
      { ways: [['g', 'a']], what: 'Alerts' },
      { ways: [['g', 'x']], what: 'Fixes' },
      { ways: [['g', 'p']], what: 'Policies' },
      { ways: [['g', 's']], what: 'Settings' },
    ],
  },
  {
    where: 'Everywhere',
    keys: [
      { ways: [['t']], what: 'Light, dark, as the system' },
      { ways: [['?']], what: 'This list' },
    ],
  },
  {
    where: 'In a list',
    keys: [
      { ways: [['j'], ['k']], what: 'Next row, previous row' },
      { ways: [['Enter']], what: 'Open it' },
      { ways: [['x']], what: 'Select it' },
      { ways: [['a']], what: 'Acknowledge' },
      { ways: [['s']], what: 'Silence, in the alerts' },
      { ways: [['f']], what: 'Filter' },
      { ways: [['.']], what: 'Show waiting changes' },
      { ways: [['Esc']], what: 'Close, or leave the field' },
    ],
  },
  {
    where: 'On the map, in a tree',
    keys: [
      { ways: [['←'], ['→'], ['↑'], ['↓']], what: 'Walk, open, fold' },
      { ways: [['Enter']], what: 'Open the mailbox' },
    ],
  },
  {
    where: 'In time',
    keys: [
      { ways: [['['], [']']], what: 'An hour back, forward' },
      {
        ways: [
          ['Shift', '['],
          ['Shift', ']'],
        ],
        what: 'A day back, forward',
      },
      { ways: [['n']], what: 'Now' },
    ],
  },
  {
    where: 'On a chart',
    keys: [
      { ways: [['←'], ['→']], what: 'Move the cursor' },
      { ways: [['+'], ['−']], what: 'Zoom around it' },
      {
        ways: [
          ['Shift', '←'],
          ['Shift', '→'],
        ],
        what: 'Move what is seen',
      },
      { ways: [['Enter']], what: 'Begin a span, and end it' },
      { ways: [['Esc']], what: 'All of it again' },
    ],
  },
];
