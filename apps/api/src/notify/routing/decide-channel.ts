import type { ChannelChange, ChannelInput, ChannelKind, ChannelSecrets, ChannelSettings } from '@lockstep/contracts';
import type { ChannelConfigured, ChannelEntry, NotifyBook } from '@lockstep/domain';
import { ProblemError } from '../../web/problem.ts';
import { refuseLogin } from './webhook-address.ts';

type SecretName = keyof ChannelSecrets;
type SecretIds = ChannelConfigured['secrets'];

/** What each kind may hold, and what it must. */
const SECRETS: Readonly<Record<ChannelKind, { readonly may: readonly SecretName[]; readonly must?: SecretName }>> = {
  email: { may: ['password'] },
  webhook: { may: ['signingKey', 'bearer', 'url'], must: 'url' },
  slack: { may: ['url'], must: 'url' },
  teams: { may: ['url'], must: 'url' },
  alertmanager: { may: ['password'] },
  browser: { may: [] },
};

type Configured = { readonly type: 'ChannelConfigured'; readonly data: ChannelConfigured };

/** `stored`: where the secrets that were said are kept. Throws the problem that refuses it. */
export function decideChannel(
  book: NotifyBook,
  { id, input, stored, by }: { id: string; input: ChannelInput; stored: SecretIds; by: string },
): Configured {
  const before = book.channels.get(id);
  const { name, settings, enabled, allowPrivate } = input;
  refuseName(book, id, name);
  refuseAddress(settings);
  const secrets = secretsAfter(before, input, stored);
  const data = { id, name, settings, secrets, enabled, allowPrivate, version: (before?.version ?? 0) + 1, by };
  return { type: 'ChannelConfigured', data };
}

/** `seen`: the version in force when the change was asked for, for those who do not say which one they edited. */
export function decideChannelChange(
  book: NotifyBook,
  change: { id: string; input: ChannelChange; stored: SecretIds; by: string; seen: number },
): Configured {
  const { version } = channelOf(book, change.id);
  refuseOldVersion(version, change.input.basedOn ?? change.seen);
  return decideChannel(book, change);
}

export function decideChannelRemoval(book: NotifyBook, id: string, by: string) {
  channelOf(book, id);
  const route = book.routes.find(
    ({ channels, escalation }) => channels.includes(id) || escalation.some((step) => step.channels.includes(id)),
  );
  if (route) throw new ProblemError(409, { detail: `The route ${route.name} leads to it. Take it out there first.` });
  if (book.digest.channels.includes(id))
    throw new ProblemError(409, { detail: 'The digest goes to it. Take it out there first.' });
  return { type: 'ChannelRemoved', data: { id, by } } as const;
}

export function channelOf(book: NotifyBook, id: string): ChannelEntry {
  const channel = book.channels.get(id);
  if (!channel) throw new ProblemError(404, { detail: 'There is no such channel.' });
  return channel;
}

export function refuseOldVersion(version: number, basedOn: number): void {
  if (basedOn !== version)
    throw new ProblemError(409, {
      field: 'basedOn',
      detail: `Somebody else changed it: version ${version} is in force, and this change is based on ${basedOn}.`,
    });
}

function refuseName(book: NotifyBook, id: string, name: string): void {
  for (const other of book.channels.values())
    if (other.id !== id && other.name.toLowerCase() === name.toLowerCase())
      throw new ProblemError(409, { field: 'name', detail: `There is a channel ${other.name} already.` });
}

/** Settings are shown to everybody who signs in, so nothing secret may hide in an address. */
function refuseAddress(settings: ChannelSettings): void {
  if ('url' in settings && settings.url !== undefined) refuseLogin(settings.url);
}

function secretsAfter(
  before: ChannelEntry | undefined,
  { settings, secrets: said = {} }: ChannelInput,
  stored: SecretIds,
): SecretIds {
  const { may, must } = SECRETS[settings.kind];
  for (const [name, secret] of Object.entries(said) as [SecretName, string | null | undefined][])
    if (typeof secret === 'string' && !may.includes(name))
      throw new ProblemError(422, { field: `secrets.${name}`, detail: `A channel of this kind has no ${name}.` });

  const kept = may.filter((name) => before?.secrets[name] !== undefined && said[name] === undefined);
  // Else whoever can change a channel could have its secrets sent to a place of their own.
  if (before && kept[0] !== undefined && placeOf(before.settings) !== placeOf(settings))
    throw new ProblemError(422, {
      field: `secrets.${kept[0]}`,
      detail: 'The channel now leads elsewhere: enter its secrets again, or null to take them away.',
    });

  const after: SecretIds = { ...Object.fromEntries(kept.map((name) => [name, before!.secrets[name]])), ...stored };
  if (must !== undefined && after[must] === undefined)
    throw new ProblemError(422, { field: `secrets.${must}`, detail: 'The address is missing.' });
  return after;
}

/** Who would be shown the secrets. */
function placeOf(settings: ChannelSettings): string {
  if ('url' in settings && settings.url !== undefined) return `${settings.kind} ${new URL(settings.url).origin}`;
  if (settings.kind === 'email') return `email ${settings.host} ${settings.port} ${settings.security}`;
  return settings.kind;
}
