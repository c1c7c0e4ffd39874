import type { IncidentView } from '@lockstep/contracts';

export interface RailTick<Incident> {
  readonly incident: Incident;
  /** Parts of the rail, 0 to 1. */
  readonly left: number;
  readonly width: number;
}

/** What touches the span, oldest first, so that a newer one is drawn over an older. Instants in milliseconds. */
export function railTicks<Incident extends Pick<IncidentView, 'since' | 'closedAt'>>(
  incidents: readonly Incident[],
  { from, to }: { readonly from: number; readonly to: number },
): RailTick<Incident>[] {
  return incidents
    .map((incident) => ({
      incident,
      begin: Date.parse(incident.since),
      end: incident.closedAt === null ? to : Date.parse(incident.closedAt),
    }))
    .filter(({ begin, end }) => end > from && begin <= to)
    .sort((a, b) => a.begin - b.begin)
    .map(({ incident, begin, end }) => {
      const left = (Math.max(begin, from) - from) / (to - from);
      return { incident, left, width: (Math.min(end, to) - from) / (to - from) - left };
    });
}
