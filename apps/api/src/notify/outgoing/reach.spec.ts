import { describe, expect, it } from '@jest/globals';
import { oneAtATime, reach, RefusedTargetError } from './reach.ts';

const signal = new AbortController().signal;
const standsFor = (...addresses: string[]) => {
  const asked: string[] = [];
  const resolve = async (host: string) => {
    asked.push(host);
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  };
  return { asked, resolve };
};
const connectedTo = (lookup: Awaited<ReturnType<typeof reach>>) =>
  new Promise((resolve) => lookup('anything', { all: true }, (_error, addresses) => resolve(addresses)));

describe('a host that is to be asked', () => {
  it('is connected to at the addresses that were checked, whatever its name stands for later', async () => {
    const { asked, resolve } = standsFor('8.8.8.8', '2606:4700::1');
    const lookup = await reach('hooks.example.org', { allowPrivate: false, signal, resolve });
    const addresses = [
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1', family: 6 },
    ];
    expect(await connectedTo(lookup)).toEqual(addresses);
    expect(await connectedTo(lookup)).toEqual(addresses);
    expect(asked).toEqual(['hooks.example.org']);
  });

  it('is refused when one of its addresses is not public', async () => {
    const { resolve } = standsFor('8.8.8.8', '10.0.0.7');
    const refused = reach('hooks.example.org', { allowPrivate: false, signal, resolve });
    await expect(refused).rejects.toThrow(RefusedTargetError);
    await expect(refused).rejects.toThrow('hooks.example.org stands for 10.0.0.7, a private address.');
  });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', 'localhost', '0x7f.1', '2130706433', '017700000001', '127.1'])(
    'is refused as %s too, by the system’s own lookup',
    async (host) => {
      await expect(reach(host, { allowPrivate: false, signal })).rejects.toThrow(RefusedTargetError);
    },
  );

  it('may be private where the administrator allowed it', async () => {
    const { resolve } = standsFor('10.0.0.7');
    const lookup = await reach('am.internal', { allowPrivate: true, signal, resolve });
    expect(await connectedTo(lookup)).toEqual([{ address: '10.0.0.7', family: 4 }]);
  });

  it('is not waited for when the attempt is over', async () => {
    const attempt = new AbortController();
    const waiting = reach('slow.example.org', {
      allowPrivate: false,
      signal: attempt.signal,
      resolve: () => new Promise(() => {}),
    });
    attempt.abort(new Error('over'));
    await expect(waiting).rejects.toThrow('over');
  });

  it('is looked up once for all who ask meanwhile, and anew for who asks later', async () => {
    const { asked, resolve } = standsFor('8.8.8.8');
    const lookUp = oneAtATime(resolve);
    const [one, other] = await Promise.all([lookUp('a.example'), lookUp('a.example'), lookUp('b.example')]);
    expect(one).toBe(other);
    await lookUp('a.example');
    expect(asked).toEqual(['a.example', 'b.example', 'a.example']);
  });

  it('that could not be looked up is looked up again', async () => {
    let times = 0;
    const lookUp = oneAtATime(() => Promise.reject(new Error(String(++times))));
    await expect(lookUp('a.example')).rejects.toThrow('1');
    await expect(lookUp('a.example')).rejects.toThrow('2');
  });
});
