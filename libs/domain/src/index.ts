export { type ConditionChanges, conditionChanges, conditionKey, hasEffects } from './condition/changes.ts';
export type * from './condition/condition.ts';
export { wholeDifference } from './condition/difference.ts';
export { explainCondition, explainFolder } from './explain/explain-folder.ts';
export { explainStatistics, explainThreshold } from './explain/explain-story.ts';
export { explainReplica } from './explain/explain-replica.ts';
export { summarize } from './explain/summarize.ts';
export type { WriteTime } from './explain/wording.ts';
export { acceptanceHeld } from './folder/accepted.ts';
export type { Eta } from './folder/eta.ts';
export { type CatchUp, catchUp } from './folder/progress.ts';
export * from './policy/policy.ts';
export type * from './policy/policy.events.ts';
export * from './policy/policy-book.ts';
export { clash, scopeText } from './policy/policy-scope.ts';
export { expectedOnMs, whenExpectedOn } from './policy/working-time.ts';
export { adopt } from './replica/adopt.ts';
export { evolve } from './replica/evolve.ts';
export type * from './replica/facts.ts';
export { folderFacts, replicaFacts } from './replica/folders.ts';
export { allConditions, judge } from './replica/judge.ts';
export type * from './replica/judgement.ts';
export type * from './replica/replica.events.ts';
export { type ReplicaState, initialReplica } from './replica/replica.state.ts';
export { StoredFormError, parseReplica, serializeReplica } from './replica/stored.ts';
export type * from './diagnosis/evidence.ts';
export type * from './diagnosis/rule.ts';
export { CATALOGUE } from './diagnosis/catalogue.ts';
export { whatTellsApart } from './diagnosis/tell-apart.ts';
export type * from './fix/fix.events.ts';
export { CLOCK_MAY_BE_AHEAD_MS, type NewFact, type Said, reportFacts, whatIsSaid } from './replica/report-facts.ts';
export { diagnose } from './diagnosis/diagnose.ts';
export { fillInGenerally, withoutLabels } from './diagnosis/fill-in.ts';
export { isExchangeType } from './diagnosis/exchange-type.ts';
export { outlookAge, type OutlookAge } from './diagnosis/outlook-age.ts';
export { stepsFor } from './diagnosis/steps-for.ts';
export { gatherEvidence } from './diagnosis/gather-evidence.ts';
export { FIX_EVENTS } from './fix/fix.events.ts';
export {
  type FixLife,
  type LifeTried,
  evolveFixes,
  foldFixes,
  isOpen,
  lastSeenCause,
  newestLife,
} from './fix/fix-life.ts';
export { type AdvancedFixes, type Fixes, NO_FIXES, advanceFixes, noteTried } from './fix/advance-fixes.ts';
export { fixesNeedALook } from './fix/needs-a-look.ts';
export { RELAPSES_WITHIN_MS } from './fix/turn-fix.ts';
export { foldIncidents } from './incident/fold-incidents.ts';
export { ownCauses } from './incident/own-cause.ts';
export { type Growth, growthPoints } from './incident/growth.ts';
export { type Who, groupKey, isSame as isSameWho, whoIs } from './incident/groups.ts';
export type * from './incident/incident.events.ts';
export * from './incident/incident-try.ts';
export {
  type Incident,
  type IncidentsState,
  type Member,
  type Moment,
  newIncidents,
  noneTouched,
  severityOf,
  type Touched,
} from './incident/incident.state.ts';
export { restoreIncidents, type StoredIncidents } from './incident/restore.ts';
export type { Symptom, Symptoms } from './incident/symptoms.ts';
export { incidentCause, incidentTitle } from './incident/title.ts';
export type { ReplicaNews } from './incident/turn.ts';
export { turnedKey } from './incident/turned.ts';
export type * from './alert/alert.events.ts';
export type * from './alert/notify.events.ts';
export {
  type ChannelEntry,
  evolveNotify,
  FIRST_ROUTE_ID,
  NO_NOTIFY,
  type NotifyBook,
  type Route,
} from './alert/notify-book.ts';
export type * from './alert/alert.events.ts';
export type * from './alert/alert-input.ts';
export type * from './alert/ill.events.ts';
export {
  type Acknowledged,
  type AlertState,
  type AlertsState,
  type MaintenanceState,
  type SilenceState,
  initialAlerts,
  isOpen as isOpenAlert,
  isTaken,
} from './alert/alert.state.ts';
export { decideAlerts, nextAlertsDue } from './alert/decide-alerts.ts';
export { evolveAlerts } from './alert/evolve-alerts.ts';
export { type Window, maintenanceWindows, nextWindow } from './alert/maintenance.ts';
export { type Matched, matches, matchesAny } from './alert/matches.ts';
export { parseAlert, restoreAlerts, serializeAlert, serializeAlertsRest } from './alert/stored-alerts.ts';
export {
  decideMessages,
  leadsNowhere,
  leadSomewhere,
  nextMessagesDue,
  routesFor,
} from './alert/messages/decide-messages.ts';
export { type Digest, digestDue, digestOf, nextDigest } from './alert/messages/digest.ts';
export { coveredBy } from './alert/messages/covers.ts';
export type * from './alert/messages/routes.state.ts';
export { evolveMessages } from './alert/messages/evolve-messages.ts';
export {
  type MessagesState,
  type Told,
  type ToldGroup,
  initialMessages,
  isUnheard,
  parseMessages,
  serializeMessages,
} from './alert/messages/told.state.ts';
export {
  type BacktestAnswer,
  type BacktestQuestion,
  compare as compareBacktest,
  type ConfirmedFix,
  type Happened,
  type Missed,
  type Replayed,
  type Taken,
} from './backtest/backtest.ts';
export type { Problem as RealProblem } from './backtest/problems.ts';
