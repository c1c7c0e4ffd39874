import type { Instant } from '../replica/replica.events.ts';
import { groupKey, type Who } from './groups.ts';
import { grow } from './growth.ts';
import {
  isInGroup,
  type Affected,
  type Incident,
  type IncidentsState,
  type Member,
  type Moment,
} from './incident.state.ts';
import { stopsSynchronizing, type Family } from './symptoms.ts';
import { tell, type Turn } from './turn.ts';
import { turnedKey } from './turned.ts';

/** The incident that is open and explains this symptom of this replica; null: none does. */
export function incidentFor({ state, news }: Turn, { who, symptoms }: Affected, family: Family): Incident | null {
  const { since } = symptoms.get(family)!;
  for (const incident of state.open.values()) {
    if (isInGroup(incident, who) && explains(incident, family, since, news.suspected.withinMs)) return incident;
  }
  return null;
}

/**
 * The same symptom, unless it began long before the first of those that turned together: then it is a trouble of its own. Where nothing
 * can synchronize, whoever grows stale from then on is part of it too, even if its agent does not see why.
 */
function explains(incident: Incident, family: Family, since: Instant, withinMs: number): boolean {
  if (incident.family === family) return since >= incident.since - withinMs;
  return family === 'stale' && stopsSynchronizing(incident.family) && since >= incident.since;
}

export function join(turn: Turn, incident: Incident, affected: Affected, family: Family): void {
  const { position, at, knownAt } = turn.news;
  const { since } = affected.symptoms.get(family)!;
  const joined = { at: Math.max(at, incident.opened.at), knownAt };
  admit(turn.state, affected, {
    incident,
    replica: affected.replica,
    mailbox: affected.who.mailbox,
    position,
    since,
    joined,
    left: null,
  });
  incident.at = Math.max(incident.at, at);
  incident.newestSince = Math.max(incident.newestSince, since);
  tell(turn, incident).joined.push(affected.replica);
}

function admit(state: IncidentsState, affected: Affected, member: Member): void {
  const { incident, mailbox, joined } = member;
  affected.member = member;
  incident.members.set(member.replica, member);
  incident.mailboxes.set(mailbox, (incident.mailboxes.get(mailbox) ?? 0) + 1);
  grow(incident.growth, joined.at, 1);
  state.touched.members.add(member);
  state.touched.affected.add(member.replica);
}

export function leave(turn: Turn, member: Member): void {
  const { incident } = member;
  dismiss(turn, member, { at: Math.max(turn.news.at, member.joined.at), knownAt: turn.news.knownAt });
  incident.at = Math.max(incident.at, turn.news.at);
  tell(turn, incident).left.push(member.replica);
}

function dismiss({ state }: Turn, member: Member, left: Moment): void {
  const { incident, mailbox, replica } = member;
  member.left = left;
  incident.members.delete(replica);
  const ofMailbox = incident.mailboxes.get(mailbox)! - 1;
  if (ofMailbox > 0) incident.mailboxes.set(mailbox, ofMailbox);
  else incident.mailboxes.delete(mailbox);
  grow(incident.growth, left.at, -1);
  const affected = state.affected.get(replica)!;
  affected.member = null;
  if (affected.symptoms.size === 0) state.affected.delete(replica);
  state.touched.members.add(member);
  state.touched.affected.add(replica);
}

/** All of its group that have the symptom and are in no incident yet: those that began earlier join it too, within reason. */
export function joinAll(turn: Turn, incident: Incident): void {
  const { state, news } = turn;
  const turned = state.turned.get(turnedKey(groupKey(incident.scope, incident.name), incident.family)) ?? [];
  for (const { since, affected } of [...turned]) {
    if (affected.member === null && since >= incident.since - news.suspected.withinMs)
      join(turn, incident, affected, incident.family);
  }
}

/** Another incident becomes part of this one. Who is not of its group goes free. */
export function merge(turn: Turn, into: Incident, part: Incident): void {
  const { state, news } = turn;
  const now = { at: Math.max(part.at, news.at), knownAt: news.knownAt };
  const moved: Affected[] = [];
  for (const member of inOrder(part)) {
    const affected = state.affected.get(member.replica)!;
    if (!isInGroup(into, affected.who)) {
      leave(turn, member);
      continue;
    }
    dismiss(turn, member, { ...now, at: Math.max(now.at, member.joined.at) });
    admit(state, affected, { ...member, incident: into, left: null });
    moved.push(affected);
  }
  into.since = Math.min(into.since, part.since);
  into.newestSince = Math.max(into.newestSince, part.newestSince);
  tell(turn, into).joined.push(...moved.map(({ replica }) => replica));
  part.closed = now;
  part.mergedInto = into.id;
  state.open.delete(part.id);
  tell(turn, part).closed = true;
}

/** Who is not of the group that explains it better goes free. */
export function explainAnew(turn: Turn, incident: Incident, scope: Incident['scope'], name: string): void {
  incident.scope = scope;
  incident.name = name;
  tell(turn, incident).explainedAnew = true;
  for (const member of inOrder(incident)) {
    const { who }: { who: Who } = turn.state.affected.get(member.replica)!;
    if (!isInGroup(incident, who)) leave(turn, member);
  }
}

/** Counts it again; it turns critical, or closes. Critical it stays: until it closes, somebody was told so. */
export function settleIncident(turn: Turn, incident: Incident): void {
  if (incident.closed !== null) return;
  const { state, news } = turn;
  const { suspected, knownAt } = news;
  const replicas = incident.members.size;
  const key = groupKey(incident.scope, incident.name);
  incident.total = state.groups.get(key) ?? 0;
  incident.most = Math.max(incident.most, replicas);
  if (replicas === 0 || replicas < suspected.clearsBelowShare * incident.total) {
    const at = Math.max(incident.at, news.at);
    for (const member of [...incident.members.values()])
      dismiss(turn, member, { at: Math.max(at, member.joined.at), knownAt });
    incident.at = at;
    incident.closed = { at, knownAt };
    state.open.delete(incident.id);
    const closedKey = turnedKey(key, incident.family);
    state.closedAt.set(closedKey, Math.max(at, state.closedAt.get(closedKey) ?? at));
    tell(turn, incident).closed = true;
  } else if (incident.critical === null && replicas >= suspected.criticalShare * incident.total) {
    incident.critical = { at: incident.at, knownAt };
    tell(turn, incident).escalated = true;
  }
}

/** The same order whether they were remembered or read back. */
function inOrder({ members }: Incident): Member[] {
  return [...members.values()].sort((a, b) => (a.replica < b.replica ? -1 : 1));
}
