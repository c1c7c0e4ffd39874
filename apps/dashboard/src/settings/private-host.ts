import type { ChannelDraft } from './channel-draft.ts';

const PRIVATE =
  /^(localhost|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|\[?(::1|f[cd][\da-f]{2}:.*|fe80:.*?)\]?)$/i;

/**
 * The host that a channel would be refused at, as far as its name alone says; null: none that can be told here. The server decides, and
 * looks names up when it sends.
 */
export function privateHost(
  draft: Pick<ChannelDraft, 'kind' | 'url' | 'host' | 'secrets' | 'allowPrivate'>,
): string | null {
  if (draft.allowPrivate || draft.kind === 'browser') return null;
  const host = draft.kind === 'email' ? draft.host.trim() : hostOf(draft.secrets.url || draft.url);
  return PRIVATE.test(host) ? host : null;
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : '');
