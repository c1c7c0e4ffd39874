import type { Instant } from '../../replica/replica.events.ts';
import type { NotificationKind } from '../alert.events.ts';
import type { AlertState } from '../alert.state.ts';

/** What is told together: one rule on one server, or one incident, by one route to one channel. */
export function groupOf(route: string, channel: string, alert: AlertState): string {
  const { rule, server, incident, id } = alert;
  const of = rule === 'suspected' ? `incident ${incident ?? id}` : (server ?? '');
  return `${route}/${channel}/${rule}/${of}`;
}

/**
 * The same message has the same key for ever, however often it is decided: nothing else is told to the group of this kind at that moment.
 * Short, and fit for a header.
 */
export function messageKey(kind: NotificationKind, group: string, at: Instant): string {
  return `${at.toString(36)}-${hash(`${kind} ${group}`, 0x811c9dc5)}${hash(`${group} ${kind}`, 0x01000193)}`;
}

/** FNV-1a. */
function hash(text: string, seed: number): string {
  let mixed = seed >>> 0;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return mixed.toString(16).padStart(8, '0');
}
