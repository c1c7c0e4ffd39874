export * from './condition/condition.ts';
export * from './policy/policy.ts';
export * from './replica/judgement.ts';
export * from './replica/replica.events.ts';
