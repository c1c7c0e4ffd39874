import type { Evidence } from '../../evidence.ts';
import type { Match } from '../../rule.ts';
import { count } from '../../../explain/wording.ts';

/** The incident that this replica is part of, where its cause is this one: what many share is not looked for on one device. */
export function matchIncident({ incident }: Evidence, cause: string, group: string): Match | null {
  if (incident === null || incident.cause !== cause) return null;
  const { title, name, since, replicas, share } = incident;
  const percent = Math.round(share * 100);
  return {
    cause: `${title}: ${count(replicas, 'replica')}, ${percent} % of those of the ${group} ${name}, turned together. It is not this device.`,
    since,
    folders: [],
    points: [
      { text: `Incident: ${title}`, at: since, values: { replicas, share, [group]: name, incident: incident.id } },
    ],
  };
}
