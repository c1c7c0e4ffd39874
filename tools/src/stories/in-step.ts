import type { Story } from './story.ts';

export const inStep: Story = {
  name: 'in-step',
  promise: 'synchronizes at its pace; after each time, server and offline are equal',
  tell: ({ ordinary }) => ({ course: ordinary }),
};
