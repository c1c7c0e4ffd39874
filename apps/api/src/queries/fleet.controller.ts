import { Controller, Inject, Query } from '@nestjs/common';
import type {
  FeedView,
  FleetAgesView,
  FleetChangeView,
  FleetExpectedView,
  FleetFigures,
  FleetGroupsView,
  FleetHistoryView,
  FleetValues,
  FleetView,
} from '@lockstep/contracts';
import { Database } from '../database/database.ts';
import {
  FeedAnswer,
  FleetAgesAnswer,
  FleetAnswer,
  FleetChangeAnswer,
  FleetExpectedAnswer,
  FleetFiguresAnswer,
  FleetGroupsAnswer,
  FleetHistoryAnswer,
  FleetValuesAnswer,
} from '../openapi/fleet.answers.ts';
import { fleetHistory } from './fleet-history.query.ts';
import { feed, fleet, fleetAt } from './fleet.queries.ts';
import { fleetChange } from './fleet-change.query.ts';
import { fleetExpected } from './fleet-expected.query.ts';
import { fleetFigures } from './fleet-figures.query.ts';
import { fleetAges, fleetAgesAt } from './fleet-ages.query.ts';
import { fleetGroups } from './fleet-groups.query.ts';
import { fleetValues } from './value-counts.ts';
import { parseAsOf, parseFeed, parseFleetHistory, parseGroups, type QueryString } from './parameters.ts';
import { Question } from './question.ts';
import { readTransaction } from './read-transaction.ts';

const A_DAY_MS = 86_400_000;

/** Questions about all replicas at once. */
@Controller('api/v1')
export class FleetController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Question('fleet', 'How many replicas have which status', FleetAnswer, ['at', 'knownAt'])
  fleet(@Query() query: QueryString): Promise<FleetView> {
    const { at, knownAt } = parseAsOf(query);
    return this.read((client) =>
      at === undefined && knownAt === undefined ? fleet(client) : fleetAt(client, at ?? Date.now(), knownAt),
    );
  }

  @Question('fleet/history', 'How many had which status, over time', FleetHistoryAnswer, ['from', 'to', 'points', 'at'])
  history(@Query() query: QueryString): Promise<FleetHistoryView> {
    const { at } = parseAsOf(query);
    const { from, to = at ?? Date.now(), points } = parseFleetHistory(query);
    return this.read((client) => fleetHistory(client, from ?? to - A_DAY_MS, to, points));
  }

  @Question('fleet/change', 'What the fleet was, and when a status that nobody has was last there', FleetChangeAnswer, [
    'from',
    'at',
  ])
  change(@Query() query: QueryString): Promise<FleetChangeView> {
    const { at = Date.now() } = parseAsOf(query);
    const { from = at - A_DAY_MS } = parseFleetHistory(query);
    return this.read((client) => fleetChange(client, from, at));
  }

  @Question('fleet/figures', 'How large the fleet is', FleetFiguresAnswer)
  figures(): Promise<FleetFigures> {
    return this.read((client) => fleetFigures(client, this.database.store));
  }

  @Question('fleet/expected', 'What is in maintenance, and when the last has caught up', FleetExpectedAnswer)
  expected(): Promise<FleetExpectedView> {
    return this.read(fleetExpected);
  }

  @Question('fleet/groups', 'The statuses of each server, site or client', FleetGroupsAnswer, [
    'by',
    'name',
    'at',
    'knownAt',
  ])
  groups(@Query() query: QueryString): Promise<FleetGroupsView> {
    return this.read((client) => fleetGroups(client, parseGroups(query), parseAsOf(query)));
  }

  @Question('fleet/ages', 'Replicas by the age of their oldest last sync', FleetAgesAnswer, ['at', 'knownAt'])
  ages(@Query() query: QueryString): Promise<FleetAgesView> {
    const { at, knownAt } = parseAsOf(query);
    return this.read((client) =>
      at === undefined && knownAt === undefined
        ? fleetAges(client, Date.now())
        : fleetAgesAt(client, this.database.store, at ?? Date.now(), knownAt),
    );
  }

  @Question('fleet/values', 'What the list of replicas can be narrowed by', FleetValuesAnswer)
  values(): Promise<FleetValues> {
    return this.read(fleetValues);
  }

  @Question('feed', 'What turned', FeedAnswer, ['limit', 'at'])
  feed(@Query() query: QueryString): Promise<FeedView> {
    const { at } = parseAsOf(query);
    const { limit } = parseFeed(query);
    return this.read(async (client) => ({
      entries: await feed(client, { limit, ...(at !== undefined && { until: at }) }),
    }));
  }

  private read<T>(question: Parameters<typeof readTransaction<T>>[1]): Promise<T> {
    return readTransaction(this.database.pool, question);
  }
}
