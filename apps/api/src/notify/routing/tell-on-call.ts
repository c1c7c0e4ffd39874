import { RouteInput } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ConfigureChannel } from './configure-channel.ts';
import { decideRoute } from './decide-route.ts';
import { changeNotify, readNotifyBook } from './notify-log.ts';

const BY = 'the demo';

/**
 * Where nothing is set up at all, alerts go to whoever has the page open: of a demo one wants to see who was told. It needs nothing outside,
 * and takes the place of the one route that leads nowhere. What a person has set up, or taken away again, is left as it is.
 */
export async function tellOnCall(
  configure: Pick<ConfigureChannel, 'make'>,
  store: Pick<EventStore, 'readStream' | 'append'>,
): Promise<void> {
  const { position, routes } = await readNotifyBook(store);
  const [everything] = routes;
  if (position !== 0 || everything === undefined) return;
  const settings = { kind: 'browser' as const };
  const { id } = await configure.make({ name: 'On-call', settings, enabled: true, allowPrivate: false }, BY);
  await changeNotify(store, Date.now, (book) =>
    decideRoute(book, everything.id, RouteInput.parse({ ...everything, channels: [id] }), BY),
  );
}
