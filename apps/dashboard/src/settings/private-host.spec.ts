import { describe, expect, it } from '@jest/globals';
import { privateHost } from './private-host.ts';

const of = (url: string, allowPrivate = false) =>
  privateHost({ kind: 'webhook', url: '', host: '', secrets: { url }, allowPrivate });

describe('a channel that would be refused', () => {
  it.each(['127.0.0.1', '169.254.169.254', '10.1.2.3', '192.168.0.9', '172.20.0.1', 'localhost', '[::1]'])(
    'is one at %s, unless it may be on a private network',
    (host) => {
      expect(of(`http://${host}:8080/hook`)).toBe(host);
      expect(of(`http://${host}:8080/hook`, true)).toBeNull();
    },
  );

  it('is none at a public address, and none while nothing is said', () => {
    for (const url of ['https://hooks.example.org/a', 'https://172.32.0.1/', '', 'https://'])
      expect(of(url)).toBeNull();
    const mail = { kind: 'email', url: '', secrets: {}, allowPrivate: false } as const;
    expect(privateHost({ ...mail, host: '10.0.0.5' })).toBe('10.0.0.5');
  });
});
