import type { ChannelChange, ChannelKind, ChannelSecrets, ChannelSettings, ChannelView } from '@lockstep/contracts';

export const KIND_WORDS: Readonly<Record<ChannelKind, string>> = {
  email: 'E-mail',
  webhook: 'Webhook',
  slack: 'Slack',
  teams: 'Teams',
  alertmanager: 'Prometheus Alertmanager',
  browser: 'Browser notification',
};
export const KINDS = Object.keys(KIND_WORDS) as ChannelKind[];

export type SecretName = keyof ChannelSecrets;

/** Which secrets each kind can hold, and how they are called. */
export const SECRETS: Readonly<Record<ChannelKind, readonly (readonly [SecretName, string])[]>> = {
  email: [['password', 'Password of the mail server']],
  webhook: [
    ['url', 'Address'],
    ['signingKey', 'Key that signs the body'],
    ['bearer', 'Bearer token'],
  ],
  slack: [['url', 'Address of the incoming webhook']],
  teams: [['url', 'Address of the workflow']],
  alertmanager: [['password', 'Password']],
  browser: [],
};

type Security = Extract<ChannelSettings, { kind: 'email' }>['security'];

/** A channel as it stands in the form. What another kind would ask for is kept while the kind is chosen. */
export interface ChannelDraft {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly host: string;
  readonly port: string;
  readonly security: Security;
  readonly from: string;
  /** Addresses, one a line or with commas. */
  readonly to: string;
  readonly enabled: boolean;
  readonly allowPrivate: boolean;
  /** A text replaces, null takes away, absent leaves what is held. */
  readonly secrets: Readonly<Partial<Record<SecretName, string | null>>>;
}

const BLANK: ChannelDraft = {
  kind: 'email',
  name: '',
  url: '',
  user: '',
  host: '',
  port: '587',
  security: 'starttls',
  from: '',
  to: '',
  enabled: true,
  allowPrivate: false,
  secrets: {},
};

export function channelDraft(channel: ChannelView | null): ChannelDraft {
  if (channel === null) return BLANK;
  const { name, settings, enabled, allowPrivate } = channel;
  const base = { ...BLANK, name, enabled, allowPrivate, kind: settings.kind };
  if (settings.kind === 'email') {
    const { host, port, security, user = '', from, to } = settings;
    return { ...base, host, port: String(port), security, user, from, to: to.join('\n') };
  }
  if (settings.kind === 'alertmanager') return { ...base, url: settings.url, user: settings.user ?? '' };
  return base;
}

/** As the api takes it; `version` is the one that was edited, null for a new channel. */
export function channelOf(draft: ChannelDraft, version: number | null): ChannelChange {
  const { name, enabled, allowPrivate, kind } = draft;
  const own = SECRETS[kind].map(([secret]) => [secret, draft.secrets[secret]] as const);
  const said = own.filter(([, value]) => value !== undefined && value !== '');
  return {
    name,
    enabled,
    allowPrivate,
    settings: settingsOf(draft),
    ...(said.length > 0 && { secrets: Object.fromEntries(said) }),
    ...(version !== null && { basedOn: version }),
  };
}

function settingsOf({ kind, url, user, host, port, security, from, to }: ChannelDraft): ChannelSettings {
  const named = user.trim() !== '' && { user: user.trim() };
  switch (kind) {
    case 'email': {
      const addresses = to.split(/[\s,;]+/).filter(Boolean);
      return { kind, host, port: Number(port), security, ...named, from: from.trim(), to: addresses };
    }
    case 'alertmanager':
      return { kind, url: url.trim(), ...named };
    default:
      return { kind };
  }
}

/** Where it leads, in one line. */
export function leadsTo(settings: ChannelSettings): string {
  switch (settings.kind) {
    case 'email':
      return `to ${settings.to.join(', ')} by ${settings.host}`;
    case 'webhook':
      return settings.url === undefined
        ? 'to the address that is held'
        : `to an address of ${new URL(settings.url).host}`;
    case 'alertmanager':
      return settings.url;
    case 'browser':
      return 'to who looks at Lockstep and allowed it';
    default:
      return 'to the address that is held';
  }
}
