import type { Json, RecordedEvent } from './types.ts';

/** Lifts an event to the newest shape of its type as it is read; what is stored never changes. */
export type Upcast = (event: RecordedEvent) => RecordedEvent;

/** From version `from` of `type` to the next one. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  /** The type may change its name on the way. */
  readonly to?: string;
  readonly lift: (data: Json, event: RecordedEvent) => Json;
}

export const asIs: Upcast = (event) => event;

/** Chains upcasters by (type, version), until none fits. */
export function upcastWith(upcasters: readonly Upcaster[]): Upcast {
  if (upcasters.length === 0) return asIs;
  const steps = new Map<string, Upcaster>();
  for (const upcaster of upcasters) {
    const id = `${upcaster.type}@${upcaster.from}`;
    if (steps.has(id)) throw new Error(`Two upcasters lift ${id}; leave one of them out.`);
    steps.set(id, upcaster);
  }
  return (event) => {
    let lifted = event;
    for (
      let step = steps.get(`${lifted.type}@${lifted.version}`);
      step;
      step = steps.get(`${lifted.type}@${lifted.version}`)
    ) {
      lifted = {
        ...lifted,
        type: step.to ?? lifted.type,
        version: lifted.version + 1,
        data: step.lift(lifted.data, lifted),
      };
    }
    return lifted;
  };
}
