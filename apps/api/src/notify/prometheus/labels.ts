import type { Message, MessageAlert } from '../message.ts';
import { stepLines } from '../wording.ts';

export type Pairs = Record<string, string>;

/**
 * What tells an alert from others, in Prometheus' words: its own labels, and who it is. The same cause has the same labels as long as
 * its severity stays; one that grows worse is another alert to Alertmanager.
 */
export function labelsOf(alert: MessageAlert): Pairs {
  return {
    ...named(alert.labels),
    alertname: alertName(alert.rule),
    rule: alert.rule,
    severity: alert.severity,
    fingerprint: alert.fingerprint,
  };
}

export function annotationsOf({ title, text, fix }: MessageAlert): Pairs {
  const steps = fix === null ? '' : stepLines({ ...fix, guard: fix.guard && `First: ${fix.guard}` }).join('\n');
  return withoutEmpty({
    summary: title,
    description: text,
    fix: fix === null ? '' : `${fix.title}\n${steps}`.trim(),
  });
}

/** What goes as an alert for a message that has none: a test, a digest, the sign of life. */
export function standIn(message: Message): MessageAlert {
  return {
    id: message.key,
    fingerprint: message.group.key,
    status: message.kind === 'resolved' ? 'resolved' : 'firing',
    severity: message.severity ?? 'warning',
    rule: message.kind,
    title: message.title,
    text: message.text,
    labels: message.group.labels,
    startsAt: message.at,
    endsAt: null,
    link: message.link,
    fix: null,
  };
}

/** Names as every version of Alertmanager takes them; an empty value means none there, so it is left out. */
export function named(labels: Readonly<Record<string, string>>): Pairs {
  const pairs = Object.entries(labels).map(([name, value]) => [name.replace(/^[^a-zA-Z_]|[^a-zA-Z0-9_]/g, '_'), value]);
  return withoutEmpty(Object.fromEntries(pairs) as Pairs);
}

/** `never-reported` is `LockstepNeverReported`; what ails Lockstep itself is `Lockstep`. */
function alertName(rule: string): string {
  if (rule === 'lockstep') return 'Lockstep';
  const words = rule.split(/[^a-zA-Z0-9]+/).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Lockstep${words.join('')}`;
}

function withoutEmpty(pairs: Pairs): Pairs {
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== ''));
}
