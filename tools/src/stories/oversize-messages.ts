import { wholeBetween } from '../random.ts';
import type { Story } from './story.ts';

export const oversizeMessages: Story = {
  name: 'oversize-messages',
  promise: 'some messages are above its size limit, which it says: expected, in step, and still to be seen',
  kind: 'mbsync',
  calm: true,
  tell: ({ ordinary, random }) => {
    const items = wholeBetween(random, 3, 19);
    const detail = `${items} messages are above MaxSize 10M`;
    return {
      course: ordinary,
      twist: (folder) =>
        folder === 2 ? { limit: { items, because: 'max-size' }, troubles: [{ code: 'size-limit', detail }] } : null,
    };
  },
};
