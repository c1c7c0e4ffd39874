import { wholeBetween } from '../random.ts';
import type { Story } from './story.ts';

export const declaredWindow: Story = {
  name: 'declared-window',
  promise: 'keeps the newest messages only, and says so: a difference that is expected, and in step',
  kind: 'mbsync',
  calm: true,
  tell: ({ ordinary, random }) => {
    const items = wholeBetween(random, 150, 700);
    // This year's archive is always larger than that.
    return {
      course: ordinary,
      twist: (folder) => (folder === 5 ? { limit: { items, because: 'max-messages' } } : null),
    };
  },
};
