import type { IncidentScope, Severity } from '@lockstep/contracts';
import { incidentTitle, type IncidentEvent, type IncidentInput } from '@lockstep/domain';

/** An incident as its events tell it, with its replicas and the mailbox of each. */
export interface MirroredIncident {
  scope: IncidentScope;
  name: string;
  symptom: string;
  severity: Severity;
  total: number;
  /** Absent: of rows that an earlier version made. */
  since?: number;
  closed: boolean;
  /** The incident that it was a part of. */
  mergedInto?: string;
  readonly members: Map<string, string>;
}

/** As the log has it: `incident` stands beside the rest. */
export type LoggedIncident = IncidentEvent extends infer Event
  ? Event extends { type: infer Type; data: infer Data }
    ? { readonly type: Type; readonly data: Data & { readonly incident: string } }
    : never
  : never;

/** Which replicas one append made join and leave. */
export interface Moved {
  readonly joined: Set<string>;
  readonly left: Set<string>;
}

/** Changes the incident in place. Null: its beginning is not known, and so nothing of it. */
export function evolveIncident(
  before: MirroredIncident | null,
  event: LoggedIncident,
  moved: Moved,
  mailboxOf: (replica: string) => string,
): MirroredIncident | null {
  if (event.type === 'IncidentOpened') {
    const { scope, name, symptom, since, total } = event.data;
    return { scope, name, symptom, since, severity: 'warning', total, closed: false, members: new Map() };
  }
  if (before === null) return null;
  switch (event.type) {
    case 'IncidentChanged':
      for (const replica of event.data.joined ?? []) {
        before.members.set(replica, mailboxOf(replica));
        moved.joined.add(replica);
        moved.left.delete(replica);
      }
      for (const replica of event.data.left ?? []) {
        before.members.delete(replica);
        moved.left.add(replica);
        moved.joined.delete(replica);
      }
      return before;
    case 'IncidentExplainedAnew':
      before.scope = event.data.scope;
      before.name = event.data.name;
      before.total = event.data.total;
      return before;
    case 'IncidentEscalated':
      before.severity = 'critical';
      before.total = event.data.total;
      return before;
    case 'IncidentClosed':
      before.closed = true;
      if (event.data.mergedInto !== undefined) before.mergedInto = event.data.mergedInto;
      return before;
  }
}

export function incidentInput(id: string, incident: MirroredIncident, moved: Moved, at: number): IncidentInput {
  const { scope, name, symptom, severity, total, closed, mergedInto, members, since } = incident;
  return {
    kind: 'incident',
    at,
    incident: {
      id,
      scope,
      name,
      symptom,
      title: incidentTitle({ scope, name, symptom }),
      severity,
      joined: [...moved.joined],
      left: [...moved.left],
      users: new Set(members.values()).size,
      replicas: members.size,
      total,
      closed,
      ...(mergedInto !== undefined && { mergedInto }),
      ...(since !== undefined && { since }),
    },
  };
}

export function storedIncident(incident: MirroredIncident): string {
  return JSON.stringify({ ...incident, members: [...incident.members] });
}

export function parseIncident(text: string): MirroredIncident {
  const stored = JSON.parse(text) as Omit<MirroredIncident, 'members'> & { members: [string, string][] };
  return { ...stored, members: new Map(stored.members) };
}
