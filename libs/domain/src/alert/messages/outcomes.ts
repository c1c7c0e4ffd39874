import type { Instant } from '../../replica/replica.events.ts';
import { countMore, type Known, type MessagesState, type Told, toldKey } from './told.state.ts';

/** A message is with the other side. What was said before it matters no longer. */
export function arrived(state: MessagesState, key: string): void {
  const message = state.underway.get(key);
  if (message === undefined) return;
  state.underway.delete(key);
  for (const alert of message.firing) {
    const id = toldKey(message.channel, alert);
    const known = state.told.get(id);
    const place = known?.pending.findIndex((one) => one.key === key) ?? -1;
    if (place >= 0) state.told.set(id, { ...known!, pending: known!.pending.slice(place + 1) });
  }
}

/**
 * A message did not arrive, and is not tried again. An opening counts as never told. What else was dropped is taken back, for it can be
 * said anew when the channel is on again; what else the other side refused would be refused anew, and waits for the next repeat or for a
 * person.
 */
export function gotLost(state: MessagesState, key: string, at: Instant, how: 'dropped' | 'dead'): void {
  const message = state.underway.get(key);
  if (message === undefined) return;
  state.underway.delete(key);
  for (const alert of message.firing) {
    const known = state.told.get(toldKey(message.channel, alert));
    const place = known?.pending.findIndex((one) => one.key === key) ?? -1;
    if (place >= 0) takeBack(state, known!, place, at, how);
  }
  if (how === 'dropped') for (const one of message.over) restore(state, one);
}

function takeBack(state: MessagesState, known: Told, place: number, at: Instant, how: 'dropped' | 'dead'): void {
  const { channel, alert, severity, firstAt, group } = known;
  const id = toldKey(channel, alert);
  const { key, before } = known.pending[place]!;
  const next = known.pending[place + 1];
  if (next !== undefined) {
    // A later message says as much, and may arrive.
    const pending = known.pending.toSpliced(place, 2, { ...next, before });
    state.told.set(id, { ...known, pending });
    return;
  }
  const pending = known.pending.slice(0, place);
  if (before === null) {
    state.told.delete(id);
    countMore(state, group, channel, known.lastAt, -1);
    state.missed.set(id, { channel, alert, severity, firstAt, at, key, waits: how === 'dead', dismissed: false });
  } else state.told.set(id, { ...(how === 'dropped' ? before : known), pending });
}

/** The other side still takes it for firing. */
function restore(state: MessagesState, one: Told): void {
  const id = toldKey(one.channel, one.alert);
  const again = state.told.get(id);
  if (again === undefined) {
    const pending = one.pending.filter(({ key }) => state.underway.has(key));
    state.told.set(id, { ...one, pending });
    countMore(state, one.group, one.channel, one.lastAt, 1);
    return;
  }
  // Back meanwhile, and told so.
  const [first, ...rest] = again.pending;
  const { pending: _pending, ...known } = one;
  if (first?.before === null)
    state.told.set(id, { ...again, pending: [{ ...first, before: known as Known }, ...rest] });
}

/** A person says of what was given up that it need not be sent: the openings in it are not told again. */
export function dismissed(state: MessagesState, key: string): void {
  for (const [id, one] of state.missed) if (one.key === key) state.missed.set(id, { ...one, dismissed: true });
}
