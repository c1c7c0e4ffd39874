import type { ChannelInput, ChannelSettings } from '@lockstep/contracts';
import type { ChannelEntry } from '@lockstep/domain';
import { ProblemError } from '../../web/problem.ts';

type Before = Pick<ChannelEntry, 'settings' | 'secrets'> | undefined;

/** Settings as they may be shown to all who sign in, and stand in the log: of a webhook's address the host. */
export function shownSettings(settings: ChannelSettings): ChannelSettings {
  if (settings.kind !== 'webhook' || settings.url === undefined) return settings;
  return { kind: 'webhook', url: new URL(settings.url).origin };
}

/** The address of a webhook among the secrets, whichever way it was said; one that was kept in the settings before it was a secret moves there. */
export function withHiddenAddress<Input extends ChannelInput>(input: Input, before: Before): Input {
  const { settings, secrets = {} } = input;
  if (settings.kind !== 'webhook') return input;
  const held = before?.settings.kind === 'webhook' ? before : undefined;
  const shown = held && shownUrl(held.settings);
  const said = settings.url === shown ? undefined : settings.url;
  if (said !== undefined) refuseLogin(said);
  const address = secrets.url === undefined ? (said ?? inSettings(held)) : secrets.url;
  const url = typeof address === 'string' ? new URL(address).origin : shown;
  return {
    ...input,
    settings: { kind: 'webhook', ...(url !== undefined && { url }) },
    secrets: { ...secrets, ...(address !== undefined && { url: address }) },
  };
}

/** Of a channel that was set up before the address was a secret. */
export function inSettings(channel: Before): string | undefined {
  if (channel?.settings.kind !== 'webhook' || channel.secrets.url !== undefined) return undefined;
  return channel.settings.url;
}

function shownUrl(settings: ChannelSettings): string | undefined {
  const shown = shownSettings(settings);
  return 'url' in shown ? shown.url : undefined;
}

export function refuseLogin(address: string): void {
  const { username, password } = new URL(address);
  if (username !== '' || password !== '')
    throw new ProblemError(422, { field: 'settings.url', detail: 'must not hold a name or a password' });
}
