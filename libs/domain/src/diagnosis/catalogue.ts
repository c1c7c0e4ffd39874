import type { DiagnosisRule } from './rule.ts';

/** All of DOMAIN's causes in the order in which they are to be tried: causes before effects, cheap and safe before dear and risky. */
export const CATALOGUE: readonly DiagnosisRule[] = [];
