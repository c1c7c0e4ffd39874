import { join, resolve } from 'node:path';
import type { Channel, MaildirStore, Mbsyncrc, ImapStore } from './mbsyncrc.ts';
import { selects } from './patterns.ts';

/**
 * Which box on the server belongs to which box offline, as mbsync would pair them, and where it keeps the pair's state.
 * Boxes have mbsync's own names: segments as they are written on disk and on the wire, joined by `/`.
 */
export interface Pairing {
  readonly near: MaildirStore;
  readonly far: ImapStore | null;
  /** The box on the server for a box offline; null: no channel takes care of it. */
  ofNear(nearBox: string): Pair | null;
  ofFar(farBox: string): Pair | null;
}

export interface Pair {
  readonly channel: string;
  readonly farBox: string;
  readonly nearBox: string;
  /** Null: no sync state is known for such a store. */
  readonly statePath: (boxDirectory: string) => string | null;
  /** The state lies in the folder, so that a run without news leaves its trace there. */
  readonly stateInFolder: boolean;
  readonly maxMessages: number;
  readonly maxSize: number;
  readonly pushesNew: boolean;
}

/** The channels that keep `root`, or null when the configuration does not speak of it. */
export function pairingFor(config: Mbsyncrc, root: string, stateHome: () => string): Pairing | null {
  const near = [...config.stores.values()].find(
    (store): store is MaildirStore => store.kind === 'maildir' && keeps(store, root),
  );
  if (near === undefined) return null;

  const channels = config.channels.filter(
    (channel) => channel.near.store === near.name && config.stores.get(channel.far.store)?.kind === 'imap',
  );
  const first = channels[0] && config.stores.get(channels[0].far.store);
  const pair = (channel: Channel, name: string) => pairOf(config, channel, name, near, stateHome);
  return {
    near,
    far: first?.kind === 'imap' ? first : null,
    ofNear: (box) => firstOf(channels, (channel) => nameIn(channel, channel.near.box, box), pair),
    ofFar: (box) => firstOf(channels, (channel) => nameIn(channel, channel.far.box, box), pair),
  };
}

/** The offline store when the configuration holds only one that a channel synchronizes with a server. */
export function onlyOfflineRoot(config: Mbsyncrc): string | null {
  const roots = new Set(
    config.channels
      .filter((channel) => config.stores.get(channel.far.store)?.kind === 'imap')
      .map((channel) => config.stores.get(channel.near.store))
      .filter((store) => store?.kind === 'maildir')
      .map((store) => rootOf(store)),
  );
  return roots.size === 1 ? [...roots][0]! : null;
}

export function rootOf(store: MaildirStore): string {
  return store.subFolders === 'maildir++' || store.path === null ? resolve(store.inbox) : resolve(store.path);
}

function keeps(store: MaildirStore, root: string): boolean {
  return rootOf(store) === root || resolve(store.inbox) === root;
}

function firstOf(
  channels: readonly Channel[],
  nameIn: (channel: Channel) => string | null,
  pair: (channel: Channel, name: string) => Pair,
): Pair | null {
  for (const channel of channels) {
    const name = nameIn(channel);
    if (name !== null) return pair(channel, name);
  }
  return null;
}

/** With patterns, a side's box is a prefix of many names; without, it is the one box. */
function nameIn(channel: Channel, prefix: string, box: string): string | null {
  if (channel.patterns.length === 0) return box === prefix ? '' : null;
  if (!box.startsWith(prefix)) return null;
  const name = box.slice(prefix.length);
  return selects(channel.patterns, name) ? name : null;
}

function pairOf(config: Mbsyncrc, channel: Channel, name: string, near: MaildirStore, stateHome: () => string): Pair {
  const farBox = channel.far.box + name;
  const nearBox = channel.near.box + name;
  const place = channel.syncState ?? config.syncState;
  return {
    channel: channel.name,
    farBox,
    nearBox,
    stateInFolder: place === '*',
    statePath: (directory) => {
      if (place === '*') return join(directory, '.mbsyncstate');
      if (channel.syncState !== null) return `${channel.syncState}${fileName(nearBox)}`;
      const mark = config.fieldDelimiter;
      const pair = `${mark}${channel.far.store}${mark}${fileName(farBox)}_${mark}${channel.near.store}${mark}${fileName(nearBox)}`;
      return `${place ?? stateHome()}${pair}`;
    },
    maxMessages: channel.maxMessages,
    maxSize: channel.maxSize || near.maxSize,
    pushesNew: channel.pushesNew,
  };
}

/** In the name of a state file, mbsync writes `!` for the `/` between segments. */
const fileName = (box: string) => box.replaceAll('/', '!');
