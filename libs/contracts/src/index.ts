export * from './agents.ts';
export * from './alerts.ts';
export * from './backtest.ts';
export * from './constants.ts';
export * from './diagnoses.ts';
export * from './incidents.ts';
export * from './limits.ts';
export * from './live.ts';
export * from './notifications.ts';
export * from './parse.ts';
export {
  PolicyInput,
  type PolicyList,
  type PolicyPreview,
  PolicyPreviewInput,
  PolicyScope,
  type PolicyVersionList,
  type PolicyView,
  Thresholds,
} from './policies.ts';
export * from './report.ts';
export * from './statistics.ts';
export * from './system.ts';
export * from './views.ts';
export * from './watchdog.ts';
export * from './weekdays.ts';
export { isTimeZone, WorkingHours } from './working-hours.ts';
