import type { AlertRule, Matcher, Severity } from '@lockstep/contracts';
import { RULE_WORDS } from '../alerts/alert-words.ts';

/** A matcher as it stands in the form; an empty field says nothing. */
export interface MatcherDraft {
  readonly alert: string;
  readonly rule: AlertRule | '';
  readonly severity: Severity | '';
  readonly server: string;
  readonly mailbox: string;
  readonly kind: string;
  /** `site=Lyon` */
  readonly label: string;
}

export const EMPTY: MatcherDraft = { alert: '', rule: '', severity: '', server: '', mailbox: '', kind: '', label: '' };

export const matcherDraft = ({ label, ...said }: Matcher): MatcherDraft => ({
  ...EMPTY,
  ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
  label: label ? `${label.name}=${label.value}` : '',
});

/** What the api takes. Whoever says nothing at all is refused there, at its place. */
export function matcherOf({ label, ...said }: MatcherDraft): Matcher {
  const texts = Object.entries(said)
    .map(([name, value]) => [name, value.trim()] as const)
    .filter(([, value]) => value !== '');
  const [name = '', ...value] = label.split('=');
  return {
    ...Object.fromEntries(texts),
    ...(label.trim() !== '' && { label: { name: name.trim(), value: value.join('=').trim() } }),
  };
}

/** `mismatch on imap-03.example.org`, `critical, site=Lyon`. */
export function matcherText({ alert, rule, severity, server, mailbox, kind, label }: Matcher): string {
  const parts = [
    alert && `alert #${alert}`,
    severity,
    rule && RULE_WORDS[rule],
    kind?.replaceAll('-', ' '),
    server && `on ${server}`,
    mailbox && `of ${mailbox}`,
    label && `${label.name}=${label.value}`,
  ];
  return parts.filter(Boolean).join(', ') || 'nothing';
}

/** Any of them. `none`: what it means that there is none. */
export const matchersText = (matchers: readonly Matcher[], none = 'nothing'): string =>
  matchers.length === 0 ? none : matchers.map(matcherText).join(' · or ');
