import type { IncidentScope } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';

/** Shapes freeze on release. Stream `incidents`, under the position of the fact that they follow from. */
export type IncidentEvent =
  | Incidental<
      'IncidentOpened',
      {
        readonly scope: IncidentScope;
        readonly name: string;
        readonly symptom: string;
        readonly since: Instant;
        readonly replicas: number;
        readonly users: number;
        readonly total: number;
      }
    >
  /** Replicas that joined or left; `replicas`: how many it has then. At most 1,000 in one event. */
  | Incidental<
      'IncidentChanged',
      { readonly joined?: readonly string[]; readonly left?: readonly string[]; readonly replicas: number }
    >
  /** Another group explains it better: a site, where it seemed to be a server. */
  | Incidental<
      'IncidentExplainedAnew',
      { readonly scope: IncidentScope; readonly name: string; readonly total: number }
    >
  /** Half of the group and more. */
  | Incidental<'IncidentEscalated', { readonly replicas: number; readonly total: number }>
  /** `mergedInto`: it was a part of another one. */
  | Incidental<'IncidentClosed', { readonly heldForMs: number; readonly most: number; readonly mergedInto?: string }>;

export interface Incidental<Type extends string, Data> {
  readonly type: Type;
  readonly at: Instant;
  readonly incident: string;
  readonly data: Data;
}
