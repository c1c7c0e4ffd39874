import type { AlertList, ChannelView, RouteList } from '@lockstep/contracts';
import { cookieOf } from './session.ts';
import type { System } from './start-system.ts';

/** Who is told, as a place that takes Lockstep into use sets it up on the first day: two channels, and the one route leads to who is on call. */
export async function setUpTelling(system: System): Promise<void> {
  const ask = await asker(system);
  await ask('POST', 'channels', {
    name: 'Help desk',
    settings: {
      kind: 'email',
      host: 'smtp.example.org',
      port: 465,
      security: 'tls',
      from: 'lockstep@example.org',
      to: ['helpdesk@example.org'],
    },
  });
  const onCall = await ask<ChannelView>('POST', 'channels', { name: 'On-call', settings: { kind: 'browser' } });
  const { items } = await ask<RouteList>('GET', 'routes');
  const { id, place: _, version, ...route } = items[0]!;
  await ask('PUT', `routes/${id}`, { ...route, channels: [onCall.id], basedOn: version });
}

/** What people do with the alerts of a fleet in a morning: two that are taken, one that is assigned, one kept quiet. */
export async function tendAlerts(system: System): Promise<void> {
  const ask = await asker(system);
  const { items } = await ask<AlertList>('GET', 'alerts?status=firing&taken=false&suppressed=false&limit=50');
  const ofOne = items.filter(({ replica }) => replica !== null);
  if (ofOne.length < 4) throw new Error('The demo has fewer than four alerts of one mailbox each.');
  const [first, second, third, fourth] = ofOne.map(({ id }) => id);
  await ask('POST', `alerts/${first}/acknowledge`, { comment: 'waiting for his export' });
  await ask('POST', `alerts/${second}/acknowledge`, {});
  await ask('POST', `alerts/${third}/assign`, { to: 'Aoife' });
  const until = new Date(Date.now() + 4 * 3_600_000).toISOString();
  await ask('POST', `alerts/${fourth}/silence`, { comment: 'her laptop is being replaced', until });
}

type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>;

async function asker(system: System): Promise<Ask> {
  const cookie = await cookieOf(system);
  return async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${system.url}/api/v1/${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };
}
