import type { System } from './start-system.ts';

const cookies = new WeakMap<System, Promise<string>>();

/** The administrator's session, by the door behind the form: `name=value`. One for all who ask. */
export function cookieOf(system: System): Promise<string> {
  let cookie = cookies.get(system);
  if (cookie === undefined) cookies.set(system, (cookie = signIn(system)));
  return cookie;
}

async function signIn({ url, password }: System): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password }),
  });
  const cookie = response.headers.getSetCookie()[0];
  if (cookie === undefined) throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  return cookie.split(';')[0]!;
}
