import type { AlertList } from '@lockstep/contracts';
import type { System } from './start-system.ts';

/** What people do with the alerts of a fleet in a morning: a channel, two that are taken, one that is assigned, one kept quiet. */
export async function tendAlerts(system: System): Promise<void> {
  const cookie = await signInByHand(system);
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${system.url}/api/v1/${path}`, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  };

  await ask('POST', 'channels', { name: 'On-call', settings: { kind: 'browser' } });
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
  const { items } = await ask<AlertList>('GET', 'alerts?status=firing&taken=false&suppressed=false&limit=50');
  const [first, second, third, fourth] = items.filter(({ rule }) => rule !== 'suspected').map(({ id }) => id);
  if (fourth === undefined) throw new Error('The demo has fewer than four alerts of one mailbox each.');
  await ask('POST', `alerts/${first}/acknowledge`, { comment: 'waiting for his export' });
  await ask('POST', `alerts/${second}/acknowledge`, {});
  await ask('POST', `alerts/${third}/assign`, { to: 'Aoife' });
  const until = new Date(Date.now() + 4 * 3_600_000).toISOString();
  await ask('POST', `alerts/${fourth}/silence`, { comment: 'her laptop is being replaced', until });
}

async function signInByHand({ url, password }: System): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password }),
  });
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
}
