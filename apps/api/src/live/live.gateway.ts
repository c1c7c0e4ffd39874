import { Inject, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import { LIVE_BEAT_MS, parse, Subscribe, type Changed, type SubscribeAck } from '@lockstep/contracts';
import type { Namespace, Socket } from 'socket.io';
import { AlertsConsumer } from '../alerts/alerts.consumer.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { BrowserNotices } from '../notify/browser-notices.ts';
import { ReplicasConsumer } from '../projections/replicas.consumer.ts';
import { SocketDoor } from '../sockets/socket-door.ts';
import { isUuid } from '../web/uuid.ts';
import { AlertsFeed } from './alerts-feed.ts';
import { startBeating } from './beat.ts';
import { LiveFeed, roomOf, type Audience, type Subject } from './live-feed.ts';
import { liveReads } from './live-reads.ts';
import { SlowReaders } from './slow-readers.ts';

const MOST_SUBSCRIPTIONS = 64;
/** A browser that hears nothing for twice this long takes the connection for broken, and says so. */
const BEAT_EVERY_MS = LIVE_BEAT_MS;
/** Feeds look several times a second. Rows that none of them could read for so long stand still. */
const MOST_UNREAD_MS = 2 * LIVE_BEAT_MS;
/** Asked again because the rooms were told something newer meanwhile; after so many times the browser reads for itself. */
const MOST_ROUNDS = 4;
const REPLICA = 'replica:';

/** `/live`: people's browsers, told of changed rows. They hear what they subscribed to, and say nothing but that. */
@WebSocketGateway({ namespace: 'live' })
export class LiveGateway
  implements OnGatewayInit<Namespace>, OnApplicationBootstrap, BeforeApplicationShutdown, Audience
{
  private namespace!: Namespace;
  private readonly feed: LiveFeed;
  private readonly alerts: AlertsFeed;
  private readonly slow: SlowReaders;
  private stopFollowing: (() => void)[] = [];
  /** The last cursors that the rooms were told. */
  private told = { rows: 0, alerts: 0 };

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SocketDoor) private readonly door: SocketDoor,
    @Inject(ReplicasConsumer) private readonly consumer: ReplicasConsumer,
    @Inject(AlertsConsumer) private readonly alertsConsumer: AlertsConsumer,
    @Inject(BrowserNotices) private readonly notices: BrowserNotices,
    @Inject(Log) private readonly log: Log,
  ) {
    this.feed = new LiveFeed({
      reads: liveReads(database.pool, database.store),
      audience: this,
      onError: (error) => this.log.warn({ err: error }, 'the live feed could not read; it tries again'),
    });
    this.alerts = new AlertsFeed({
      pool: database.pool,
      audience: this,
      onError: (error) => this.log.warn({ err: error }, 'the live feed could not read alerts; it tries again'),
    });
    this.slow = new SlowReaders((subject, since) => this.missed(subject, since));
  }

  afterInit(namespace: Namespace): void {
    this.namespace = namespace;
    this.door.admitPeople(namespace);
    namespace.on('connection', (socket) => this.welcome(socket));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.feed.start();
    await this.alerts.start();
    // Pings are for the transport and too seldom: a line that went dead without a word would look alive for most of a minute.
    // And a database that answers while rows wait, for a lock or behind too many questions, moves no number either.
    const look = async () => {
      if (Math.max(this.feed.unreadForMs, this.alerts.unreadForMs) > MOST_UNREAD_MS)
        throw new Error('no rows are read');
      await this.database.pool.query('SELECT 1');
    };
    this.stopFollowing = [
      startBeating(BEAT_EVERY_MS, look, () => this.namespace.volatile.emit('beat')),
      this.consumer.onAdvanced(() => this.feed.advanced()),
      this.alertsConsumer.onAdvanced(() => this.alerts.advanced()),
      // Not to be missed and asked for again: whoever does not look just now has other channels.
      this.notices.onNotice((notice) => void this.namespace.to(roomOf({ view: 'alerts' })).emit('notice', notice)),
    ];
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const stop of this.stopFollowing) stop();
    await this.feed.stop();
    await this.alerts.stop();
  }

  isEmpty(room: string): boolean {
    return (this.namespace.adapter.rooms.get(room)?.size ?? 0) === 0;
  }

  watchedReplicas(): readonly string[] {
    const rooms = [...this.namespace.adapter.rooms.keys()];
    return rooms.filter((room) => room.startsWith(REPLICA)).map((room) => room.slice(REPLICA.length));
  }

  tell(room: string, changed: Changed): void {
    this.slow.sortOut(this.namespace, changed);
    const series = seriesOf(changed);
    this.told[series] = Math.max(this.told[series], Number(changed.cursor));
    // Encoded once for all who are in the room.
    this.namespace.to(room).except(SlowReaders.ROOM).emit('changed', changed);
  }

  private welcome(socket: Socket): void {
    socket.on('subscribe', (asked: unknown, acknowledge: unknown) => {
      const answer = (ack: SubscribeAck) => typeof acknowledge === 'function' && acknowledge(ack);
      this.subscribe(socket, asked).then(answer, (error: unknown) => {
        this.log.warn({ err: error }, 'a subscription failed');
        answer({ error: 'this cannot be answered now; subscribe again', retry: true });
      });
    });
    socket.on('unsubscribe', (asked: unknown) => {
      const parsed = parse(Subscribe, asked);
      if (parsed.ok) void socket.leave(roomOf(subjectOf(parsed.value)));
    });
  }

  private async subscribe(socket: Socket, asked: unknown): Promise<SubscribeAck> {
    const parsed = parse(Subscribe, asked);
    if (!parsed.ok) return { error: `${parsed.field} ${parsed.reason}`.trim() };
    const subject = subjectOf(parsed.value);
    if (subject.view === 'replica' && !isUuid(subject.id ?? '')) return { error: 'id must name the replica' };
    if (socket.rooms.size > MOST_SUBSCRIPTIONS)
      return { error: 'too many subscriptions on one socket; unsubscribe from some' };

    // First the room, then the cursor: what comes in between is told twice rather than not at all.
    await socket.join(roomOf(subject));
    const cursor = String(subject.view === 'alerts' ? this.alerts.position : this.feed.position);
    if (parsed.value.since != null) {
      const missed = await this.missed(subject, positionOf(parsed.value.since));
      if (missed) socket.emit('changed', missed);
    }
    return { cursor };
  }

  /** Never older than what the rooms were told, or rows would go back to what they were. Nothing may be awaited between this and sending it. */
  private async missed(subject: Subject, since: number): Promise<Changed | null> {
    for (let round = 0; ; round += 1) {
      const missed = await (subject.view === 'alerts' ? this.alerts.missed(since) : this.feed.missed(subject, since));
      if (missed === null || Number(missed.cursor) >= this.told[seriesOf(missed)]) return missed;
      if (round === MOST_ROUNDS) return { ...missed, rows: [], reset: true };
    }
  }
}

/** Alerts have rows and a position of their own. */
const seriesOf = ({ view }: Pick<Changed, 'view'>) => (view === 'alerts' ? 'alerts' : 'rows');

function subjectOf({ view, id }: Subscribe): Subject {
  return view === 'replica' ? { view, id: id?.toLowerCase() } : { view };
}

/** A cursor that is none of ours is from the beginning: the answer to that is always right, if long. */
function positionOf(cursor: string): number {
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : 0;
}
