export * from './fleet/fleet.ts';
export * from './fleet/mailbox.ts';
export * from './observe.ts';
export * from './report/history.ts';
export * from './report/reporter.ts';
export * from './stories/stories.ts';
export * from './stories/story.ts';
