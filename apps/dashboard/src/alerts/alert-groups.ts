import type { AlertView } from '@lockstep/contracts';
import { isTaken } from './alert-tabs.ts';

/** One alert, with those of its effects that are kept quiet for it. */
export interface Folded {
  readonly alert: AlertView;
  readonly effects: readonly AlertView[];
}

export interface AlertGroup {
  readonly word: string;
  /** What is to be known of all of them. */
  readonly said?: string;
  readonly items: readonly Folded[];
}

type Place = 'not-taken' | 'taken' | 'quiet' | 'recovering' | 'pending' | 'resolved' | 'passed';

const WORDS: readonly (readonly [Place, string, string?])[] = [
  ['not-taken', 'Not taken'],
  ['taken', 'Taken'],
  ['quiet', 'Kept quiet'],
  ['recovering', 'Recovering', 'resolved if they stay so'],
  ['pending', 'Pending', 'nobody has been told yet'],
  ['resolved', 'Resolved'],
  ['passed', 'Passed by itself', 'it was over before it fired, and nobody has been told'],
];

/**
 * In the order of the api, under the heading of where they stand, what concerns many before what concerns one mailbox. What a cause in the same list inhibits is folded under that cause, so
 * that one outage is one line.
 */
export function grouped(alerts: readonly AlertView[]): readonly AlertGroup[] {
  const here = new Map(alerts.map((alert) => [alert.id, alert]));
  const effects = new Map<string, AlertView[]>();
  const own: AlertView[] = [];
  for (const alert of alerts) {
    const cause = causeAmong(alert, here);
    if (cause === null) own.push(alert);
    else effects.set(cause, [...(effects.get(cause) ?? []), alert]);
  }
  return WORDS.flatMap(([place, word, said]) => {
    const there = own.filter((alert) => placeOf(alert) === place);
    const items = [...there.filter(isOfMany), ...there.filter((alert) => !isOfMany(alert))].map((alert) => ({
      alert,
      effects: effects.get(alert.id) ?? [],
    }));
    return items.length === 0 ? [] : [{ word, ...(said !== undefined && { said }), items }];
  });
}

/** The top of its causes, so that nothing folds under a line that is folded away itself; null where causes run in a circle. */
function causeAmong(alert: AlertView, here: ReadonlyMap<string, AlertView>): string | null {
  const seen = new Set([alert.id]);
  let top: string | null = null;
  for (let at = alert; ; at = here.get(top)!) {
    const cause = at.suppressed.find(({ by, id }) => by === 'inhibition' && here.has(id))?.id;
    if (cause === undefined) return top;
    if (seen.has(cause)) return null;
    seen.add(cause);
    top = cause;
  }
}

/** One cause of many, or Lockstep itself: whoever comes in sees it before the many of one mailbox each. */
const isOfMany = ({ rule }: AlertView) => rule === 'suspected' || rule === 'lockstep';

function placeOf(alert: AlertView): Place {
  if (alert.status === 'resolved' && alert.firedAt === null) return 'passed';
  if (alert.status !== 'firing') return alert.status;
  if (isTaken(alert)) return 'taken';
  return alert.suppressed.length > 0 ? 'quiet' : 'not-taken';
}
