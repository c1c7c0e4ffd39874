import { days, minutes } from '../time.ts';
import { outage } from './server-outage.ts';
import type { Story } from './story.ts';

export const serverIsOut: Story = {
  name: 'server-is-out',
  promise: 'its server has not answered for an hour when the fleet is looked at first: one incident, not many',
  calm: true,
  tell: (opening) => {
    const from = opening.anchor - minutes(62);
    return outage(opening, { first: { from, to: from + minutes(140) }, everyMs: days(7) });
  },
};
