import type { DiagnosisRule } from './rule.ts';
import { K0 } from './catalogue/k0-not-an-exchange-replica.ts';
import { K1 } from './catalogue/k1-offline-use-not-set-up.ts';
import { K2 } from './catalogue/k2-healthy.ts';
import { K3 } from './catalogue/k3-no-exchange-service.ts';
import { K4 } from './catalogue/k4-delivery-elsewhere.ts';
import { K5 } from './catalogue/k5-not-logged-on.ts';
import { K6 } from './catalogue/k6-not-on-the-network.ts';
import { K7 } from './catalogue/k7-store-moved.ts';
import { K8 } from './catalogue/k8-nobody-synchronized.ts';
import { K9 } from './catalogue/k9-large-backlog.ts';
import { K10 } from './catalogue/k10-automatic-synchronization-off.ts';
import { K11 } from './catalogue/k11-store-damaged.ts';
import { K12 } from './catalogue/k12-support-files-damaged.ts';
import { K13 } from './catalogue/k13-escalate.ts';

/** All of DOMAIN's causes in the order in which they are to be tried: causes before effects, cheap and safe before dear and risky. */
export const CATALOGUE: readonly DiagnosisRule[] = [K1, K3, K4, K5, K6, K7, K8, K10, K11, K12, K13, K9, K2, K0];
