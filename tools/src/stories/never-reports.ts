import type { Story } from './story.ts';

export const neverReports: Story = {
  name: 'never-reports',
  promise: 'was enrolled, and its agent was never started',
  tell: ({ ordinary }) => ({ course: (at) => ({ ...ordinary(at), reports: false }) }),
};
