export * from './agents.ts';
export * from './limits.ts';
export * from './live.ts';
export * from './parse.ts';
export * from './report.ts';
export * from './statistics.ts';
export * from './views.ts';
