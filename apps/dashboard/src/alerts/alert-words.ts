import type { AlertRule, AlertView, Suppression } from '@lockstep/contracts';
import { duration, shortly } from '../figures/time.ts';
import { many } from '../figures/numbers.ts';

export const RULE_WORDS: Readonly<Record<AlertRule, string>> = {
  mismatch: 'mismatch',
  stale: 'stale',
  silent: 'silent',
  trouble: 'trouble',
  suspected: 'one cause suspected',
  lockstep: 'Lockstep itself',
};

/** `mismatch, K11 likely`; what the rule is about where it has no diagnosis. */
export function kindText({ rule, kind, diagnosis }: AlertView): string {
  // One cause of many says by its kind what is wrong; its diagnosis is only that it is one.
  const likely = rule === 'suspected' ? null : diagnosis;
  const what = (likely ? `${likely.id} likely` : kind)?.replaceAll('-', ' ');
  return what === undefined || what === RULE_WORDS[rule] ? RULE_WORDS[rule] : `${RULE_WORDS[rule]}, ${what}`;
}

/** What is being done about it, or why nothing is said of it, with the mark it wears; `missing`: what should have been done and was not. */
export type Doing = readonly [mark: 'taken' | 'bellOff' | 'wrench' | 'none' | 'missing', text: string];

/** `user`: who looks. Most telling first. That it was told once, as it should be, is nothing to be told of. */
export function doingOf(alert: AlertView, user: string, now: number): readonly Doing[] {
  const { acknowledged, assignee, told, recoveringSince, resolvedAt, since, firedAt } = alert;
  const at = (iso: string) => shortly(Date.parse(iso), now);
  const said: Doing[] = [];
  if (resolvedAt !== null) {
    const lasted = duration(Date.parse(resolvedAt) - Date.parse(firedAt ?? since));
    said.push(['none', `over since ${at(resolvedAt)}, ${firedAt === null ? 'before it fired' : `lasted ${lasted}`}`]);
  }
  if (acknowledged) {
    const until = acknowledged.until === null ? 'until it is resolved' : `until ${at(acknowledged.until)}`;
    const comment = acknowledged.comment ? ` · “${acknowledged.comment}”` : '';
    said.push(['taken', `acknowledged by ${person(acknowledged.by, user)} ${until}${comment}`]);
  }
  if (assignee !== null && assignee !== acknowledged?.by) said.push(['taken', `assigned to ${person(assignee, user)}`]);
  said.push(...alert.suppressed.map((one): Doing => [MARKS[one.by], quietText(one, now)]));
  if (recoveringSince !== null && resolvedAt === null)
    said.push(['none', `its cause is gone since ${at(recoveringSince)}`]);
  if (alert.flapping) said.push(['none', 'turns to and fro, told again when it is calm']);
  if (alert.regressedAt !== null && resolvedAt === null) said.push(['none', `back since ${at(alert.regressedAt)}`]);
  if (told > 1) said.push(['none', toldText(alert, now)!]);
  else if (told === 0 && alert.status === 'firing' && alert.suppressed.length === 0)
    said.push(['missing', 'nobody has been told']);
  else if (alert.status === 'pending') said.push(['none', pendingText(alert.firesAt, now)]);
  return said;
}

/** What has lasted long enough and has not fired waits for another report. */
function pendingText(firesAt: string | null, now: number): string {
  const at = firesAt === null ? null : Date.parse(firesAt);
  return at !== null && at > now ? `fires at ${shortly(at, now)} unless it clears` : 'fires if it lasts';
}

/** `told twice, last 13:34`; null: nobody has been. */
export function toldText({ told, lastToldAt }: AlertView, now: number): string | null {
  if (told === 0) return null;
  return `told ${times(told)}${lastToldAt === null ? '' : `, ${told > 1 ? 'last ' : ''}${shortly(Date.parse(lastToldAt), now)}`}`;
}

const MARKS = { silence: 'bellOff', maintenance: 'wrench', inhibition: 'none' } as const;

export function quietText({ by, id, text, until }: Suppression, now: number): string {
  const end = until === null ? '' : ` until ${shortly(Date.parse(until), now)}`;
  if (by === 'silence') return `silenced${end} · ${text}`;
  if (by === 'maintenance') return `in maintenance${end} · ${text}`;
  return `inhibited by #${id}, ${text}`;
}

const person = (name: string, user: string) => (name === user ? 'you' : name);
const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : many(count, 'time'));

/** `firing · not taken`, beside the severity in the head of one alert. */
export function standing(alert: AlertView): string {
  if (alert.status !== 'firing') return alert.status;
  return alert.acknowledged
    ? 'firing · acknowledged'
    : alert.assignee !== null
      ? 'firing · assigned'
      : 'firing · not taken';
}

/** The sentence beside the title of the page. */
export function inboxText(notTaken: number, open: number): string {
  if (notTaken > 0) return `${many(notTaken, 'fires', 'fire')} and nobody has taken ${notTaken === 1 ? 'it' : 'them'}`;
  return open > 0 ? 'all that fires is taken or kept quiet' : 'nothing fires';
}
