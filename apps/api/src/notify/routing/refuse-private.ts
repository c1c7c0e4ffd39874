import { isIP } from 'node:net';
import type { ChannelInput } from '@lockstep/contracts';
import { ProblemError } from '../../web/problem.ts';
import { whyNotPublic } from '../outgoing/addresses.ts';
import { refusedAt } from '../outgoing/reach.ts';

/**
 * Refuses an address that would be refused at every attempt, where it is said and not when somebody is to be woken. A name is looked up
 * only when something is sent, for what it stands for may change. A channel that is off sends nothing, so it may stay as it is.
 */
export function refusePrivate({ settings, secrets, enabled, allowPrivate }: ChannelInput): void {
  if (allowPrivate || !enabled) return;
  const [field, host] = placeOf(settings, secrets?.url);
  if (host !== undefined) refusePrivateHost(field, host);
}

/** `host`: a name, or an address with or without brackets. */
export function refusePrivateHost(field: string, host: string): void {
  const why = whyNever(host.replace(/^\[(.*)\]$/, '$1'));
  if (why !== null) throw new ProblemError(422, { field, detail: refusedAt(`${host} is ${why}`) });
}

function placeOf(settings: ChannelInput['settings'], secret: string | null | undefined): [string, string | undefined] {
  if (settings.kind === 'email') return ['settings.host', settings.host];
  if (secret) return ['secrets.url', new URL(secret).hostname];
  const url = 'url' in settings ? settings.url : undefined;
  return ['settings.url', url === undefined ? undefined : new URL(url).hostname];
}

function whyNever(host: string): string | null {
  if (isIP(host)) return whyNotPublic(host);
  return /(^|\.)localhost\.?$/i.test(host) ? 'this machine' : null;
}
