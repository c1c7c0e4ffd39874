import { expect, it } from '@jest/globals';
import type { AlertMessage } from '@lockstep/contracts';
import { toldBy } from './told.ts';

const at = (minute: number) => new Date(Date.parse('2026-11-23T08:00:00.000Z') + minute * 60_000).toISOString();
const message = (channel: string, minute: number, state: AlertMessage['state']): AlertMessage => ({
  id: String(minute),
  channel,
  channelName: channel === 'gone' ? null : channel,
  via: channel === 'gone' ? null : 'email',
  kind: 'firing',
  at: at(minute),
  state,
  endedAt: state === 'waiting' ? null : at(minute + 0.5),
});
const told = (...messages: AlertMessage[]) =>
  toldBy({ messages: messages.reverse(), firedAt: at(0), regressedAt: null });

it('names each channel once, by when its first message arrived', () => {
  expect(told(message('on-call', 1, 'sent'), message('ops', 2, 'sent'), message('on-call', 9, 'sent'))).toMatchObject([
    { name: 'on-call', toldAt: Date.parse(at(1.5)), times: 2, problem: null },
    { name: 'ops', toldAt: Date.parse(at(2.5)), times: 1, problem: null },
  ]);
});

it('does not call told who only was to be told', () => {
  expect(
    told(message('on-call', 1, 'dead'), message('ops', 1, 'waiting'), message('gone', 1, 'dropped')),
  ).toMatchObject([
    { name: 'on-call', toldAt: null, times: 0, problem: 'dead' },
    { name: 'ops', toldAt: null, problem: 'waiting' },
    { name: 'a channel that was removed', toldAt: null, problem: 'dropped' },
  ]);
});

it('says that the newest has not arrived although an earlier one has', () => {
  expect(told(message('on-call', 1, 'sent'), message('on-call', 9, 'dead'))).toMatchObject([
    { toldAt: Date.parse(at(1.5)), times: 1, problem: 'dead', problemAt: Date.parse(at(9.5)) },
  ]);
});

it('leaves out what was told of a life before', () => {
  const messages = [message('ops', 50, 'sent'), message('on-call', 1, 'sent')];
  expect(toldBy({ messages, firedAt: at(0), regressedAt: at(40) }).map(({ name }) => name)).toEqual(['ops']);
});
