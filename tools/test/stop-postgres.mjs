import { once } from 'node:events';

export default async function () {
  const { server, undertaker } = globalThis.lockstepTestPostgres;
  await server.stop();
  undertaker.ref();
  undertaker.stdin.end();
  await once(undertaker, 'exit');
}
