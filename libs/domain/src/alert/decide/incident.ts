import type { IncidentInput, IllInput } from '../alert-input.ts';
import type { AlertState } from '../alert.state.ts';
import { incidentText, oneLine } from '../title.ts';
import { type Draft, alertOf, incidentsOf, ofFingerprint, ofReplica, say } from './draft.ts';
import { type Seen, gone, seen } from './live.ts';
import { weigh } from './suppress.ts';

/** Names in one event, as in those of incidents. */
const MOST_NAMES = 1_000;

/** One alert for an incident. It says which replicas it affects, and they fall quiet beneath it. */
export function decideIncident(draft: Draft, input: IncidentInput): void {
  const { id, joined, left, closed, mergedInto } = input.incident;
  const known = alertOfIncident(draft, input);
  if (closed && known?.incident !== id) return;
  const alert = closed ? known! : seen(draft, seenOf(draft, input, known), known);
  const members = [...(draft.state.members.get(alert.id) ?? [])];
  // Whom the one before affected, this one does not, unless it says so.
  const isAnother = known?.status === 'recovering' && known.incident !== id;
  const leaves = isAnother ? [...left, ...members.filter((one) => !joined.includes(one))] : left;
  const counted = closed ? {} : { users: input.incident.users, text: incidentText(input) };
  changeMembers(draft, alert, { joins: closed ? [] : joined, leaves, counted });
  const larger = mergedInto == null ? undefined : draft.state.byIncident.get(mergedInto);
  if (closed) gone(draft, alert, larger === undefined ? {} : { mergedInto: larger });
  weigh(draft, [alert]);
  // What it was too slight to keep quiet, it may keep quiet now.
  const touched = alert.severity === known?.severity ? [] : members;
  for (const replica of new Set([...joined, ...leaves, ...touched])) weigh(draft, ofReplica(draft, replica));
}

/** By the incident, or else by its cause: where another incident of the same cause is open as well, they stay two. */
function alertOfIncident(draft: Draft, input: IncidentInput): AlertState | undefined {
  const id = draft.state.byIncident.get(input.incident.id);
  if (id !== undefined) return alertOf(draft, id);
  const alike = ofFingerprint(draft, fingerprintOf(input));
  return alike?.status === 'firing' ? undefined : alike;
}

function fingerprintOf({ incident: { scope, name, symptom } }: IncidentInput): string {
  return `suspected:${scope}:${name}:${symptom}`;
}

function seenOf(draft: Draft, input: IncidentInput, known: AlertState | undefined): Seen {
  const { id, scope, name, symptom, title, severity, users } = input.incident;
  const alike = ofFingerprint(draft, fingerprintOf(input));
  const isAnother = known === undefined && alike?.status === 'firing';
  return {
    fingerprint: known?.fingerprint ?? (isAnother ? `${fingerprintOf(input)}:${id}` : fingerprintOf(input)),
    rule: 'suspected',
    kind: symptom,
    severity,
    title: oneLine(title),
    text: incidentText(input),
    replica: null,
    incident: id,
    mailbox: null,
    server: scope === 'server' ? name : null,
    labels: scope === 'server' ? {} : { [scope]: name },
    users,
    folders: 0,
    since: Math.min(input.incident.since ?? draft.at, draft.at),
    diagnosis: { id: `${scope}-suspected`, title: oneLine(title) },
  };
}

interface Members {
  readonly joins: readonly string[];
  readonly leaves: readonly string[];
  readonly counted: { readonly users?: number; readonly text?: string };
}

/** An alert and its incident are read side by side, so what is counted goes with each replica that joins or leaves. */
function changeMembers(draft: Draft, { id }: AlertState, { joins, leaves, counted }: Members): void {
  const isMember = (replica: string) => incidentsOf(draft, replica).some((alert) => alert.id === id);
  const joined = [...new Set(joins)].filter((replica) => !isMember(replica));
  const left = [...new Set(leaves)].filter(isMember);
  for (let from = 0; from < joined.length; from += MOST_NAMES)
    say(draft, 'AlertMembersChanged', { alert: id, joined: joined.slice(from, from + MOST_NAMES), ...counted });
  for (let from = 0; from < left.length; from += MOST_NAMES)
    say(draft, 'AlertMembersChanged', { alert: id, left: left.slice(from, from + MOST_NAMES), ...counted });
  draft.joined.set(id, new Set(joined));
  draft.left.set(id, new Set(left));
}

/** An ill of Lockstep itself is told as any other; it is neither the cause nor the effect of one. */
export function decideIll(draft: Draft, { ill }: IllInput): void {
  const fingerprint = `lockstep:${ill.id}`;
  const known = ofFingerprint(draft, fingerprint);
  if ('cleared' in ill) {
    if (known !== undefined) gone(draft, known);
    return;
  }
  const alert = seen(
    draft,
    {
      fingerprint,
      rule: 'lockstep',
      kind: ill.id,
      severity: ill.severity,
      title: oneLine(ill.title),
      text: ill.text,
      replica: null,
      incident: null,
      mailbox: null,
      server: null,
      labels: {},
      users: 0,
      folders: 0,
      since: draft.at,
    },
    known,
  );
  weigh(draft, [alert]);
}
