import type { ChannelSecrets, ChannelView, DigestView, RouteView } from '@lockstep/contracts';
import type { ChannelEntry, NotifyBook, Route } from '@lockstep/domain';
import { inSettings, shownSettings } from './webhook-address.ts';
import type { ChannelHealth } from '../delivery/health.query.ts';

const HEALTHY: ChannelHealth = { lastDeliveredAt: null, lastFailedAt: null, lastError: null, waiting: 0, dead: 0 };
const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Of the secrets only that they are there. */
export function toChannelView(channel: ChannelEntry, health: ChannelHealth = HEALTHY): ChannelView {
  const { id, name, settings, secrets, enabled, allowPrivate, version, by, changedAt } = channel;
  const holds = Object.keys(secrets) as (keyof ChannelSecrets)[];
  if (inSettings(channel) !== undefined) holds.push('url');
  return {
    id,
    name,
    settings: shownSettings(settings),
    holds: holds.sort(),
    enabled,
    allowPrivate,
    version,
    changedBy: by,
    changedAt: iso(changedAt),
    health: { ...health, lastDeliveredAt: iso(health.lastDeliveredAt), lastFailedAt: iso(health.lastFailedAt) },
  };
}

export function toRouteViews({ routes }: NotifyBook): RouteView[] {
  return routes.map((route, place) => toRouteView(route, place));
}

export function toRouteView(route: Route, place: number): RouteView {
  const { matchers, channels, escalation, ...rest } = route;
  return {
    ...rest,
    matchers: [...matchers],
    channels: [...channels],
    escalation: escalation.map((step) => ({ ...step, channels: [...step.channels] })),
    place,
  };
}

export const toDigestView = ({ digest }: NotifyBook): DigestView => ({ ...digest, channels: [...digest.channels] });
