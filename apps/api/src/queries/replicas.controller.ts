import { Controller, Inject, Optional, Param, Query } from '@nestjs/common';
import type {
  DiagnosisList,
  FolderList,
  ReplicaHistoryView,
  ReplicaList,
  ReplicaView,
  TimelineView,
  WhyView,
} from '@lockstep/contracts';
import { CATALOGUE, type DiagnosisRule } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { Database } from '../database/database.ts';
import { DiagnosesAnswer } from '../openapi/diagnosis.answers.ts';
import {
  FolderListAnswer,
  ReplicaAnswer,
  ReplicaHistoryAnswer,
  ReplicaListAnswer,
  TimelineAnswer,
  WhyAnswer,
} from '../openapi/replica.answers.ts';
import { readPolicyBook } from '../projections/read-policies.ts';
import { diagnosesOf } from './diagnoses.query.ts';
import { incidentOf } from './incidents.query.ts';
import { iso } from './instants.ts';
import { listReplicasAt } from './list-as-of.ts';
import { parseAsOf, parseListQuery, parseReplicaHistory, parseTimeline, type QueryString } from './parameters.ts';
import { pictureOf } from './picture-of.ts';
import { LIST_PARAMETERS, Question } from './question.ts';
import { readTransaction } from './read-transaction.ts';
import { replicaHistory } from './replica-history.query.ts';
import { listReplicas, siblingRows } from './replica-list.query.ts';
import { toFolderRows, toReplicaView, type Picture } from './replica-view.ts';
import { timeline } from './timeline.query.ts';
import { whyOf } from './why.ts';

/** Names the rules by which causes are looked for, where they are not the whole catalogue. */
export const RULES = Symbol('rules');

const A_WEEK_MS = 7 * 86_400_000;

/** Questions about replicas: the list, and one of them in depth, now or as of then. */
@Controller('api/v1/replicas')
export class ReplicasController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Optional() @Inject(RULES) private readonly rules: readonly DiagnosisRule[] = CATALOGUE,
  ) {}

  @Question('', 'The list of replicas', ReplicaListAnswer, [...LIST_PARAMETERS, 'limit', 'cursor', 'at', 'knownAt'])
  list(@Query() query: QueryString): Promise<ReplicaList> {
    const asked = parseListQuery(query);
    const { at, knownAt } = parseAsOf(query);
    return this.read((client) =>
      at === undefined && knownAt === undefined
        ? listReplicas(client, asked)
        : listReplicasAt(client, this.database.store, asked, at ?? Date.now(), knownAt),
    );
  }

  @Question(':id', 'One replica, and why it has its status', ReplicaAnswer, ['at', 'knownAt'])
  replica(@Param('id') id: string, @Query() query: QueryString): Promise<ReplicaView> {
    const { at, knownAt } = parseAsOf(query);
    return this.picture(id, query, async (picture, client) =>
      toReplicaView(
        picture,
        await siblingRows(client, picture.state.mailbox, picture.replica),
        await incidentOf(client, picture.replica, at, knownAt),
      ),
    );
  }

  @Question(':id/folders', 'Its folders with the three numbers', FolderListAnswer, ['at', 'knownAt'])
  folders(@Param('id') id: string, @Query() query: QueryString): Promise<FolderList> {
    return this.picture(id, query, async (picture) => ({
      items: toFolderRows(picture),
      lastKnown: picture.judgement.silence !== null,
      at: iso(picture.at),
      cursor: String(picture.position),
    }));
  }

  @Question(':id/why', 'From the status back to the facts', WhyAnswer, ['at', 'knownAt'])
  why(@Param('id') id: string, @Query() query: QueryString): Promise<WhyView> {
    const asOf = parseAsOf(query);
    const { store } = this.database;
    return this.picture(id, query, async (picture, client) => {
      const diagnoses = await diagnosesOf(client, store, picture, asOf, this.rules);
      return whyOf(store, await readPolicyBook(client), picture, diagnoses, asOf);
    });
  }

  @Question(':id/diagnoses', 'Probable causes and what to do', DiagnosesAnswer, ['at', 'knownAt'])
  diagnoses(@Param('id') id: string, @Query() query: QueryString): Promise<DiagnosisList> {
    const asOf = parseAsOf(query);
    return this.picture(id, query, (picture, client) =>
      diagnosesOf(client, this.database.store, picture, asOf, this.rules),
    );
  }

  @Question(':id/history', 'Counts, attempts and statuses over time', ReplicaHistoryAnswer, [
    'from',
    'to',
    'path',
    'at',
    'knownAt',
  ])
  history(@Param('id') id: string, @Query() query: QueryString): Promise<ReplicaHistoryView> {
    const { at, knownAt } = parseAsOf(query);
    const { from, to = at ?? Date.now(), path } = parseReplicaHistory(query);
    return this.picture(id, query, (picture, client) =>
      replicaHistory(client, this.database.store, picture.replica, { from: from ?? to - A_WEEK_MS, to, path, knownAt }),
    );
  }

  @Question(':id/timeline', 'Everything that happened, as the log has it', TimelineAnswer, [
    'before',
    'upTo',
    'limit',
    'at',
    'knownAt',
  ])
  timeline(@Param('id') id: string, @Query() query: QueryString): Promise<TimelineView> {
    const page = { ...parseTimeline(query), ...parseAsOf(query) };
    return this.picture(id, query, (picture) => timeline(this.database.store, picture.replica, page));
  }

  private picture<T>(
    id: string,
    query: QueryString,
    answer: (picture: Picture, client: ClientBase) => Promise<T>,
  ): Promise<T> {
    const asOf = parseAsOf(query);
    return this.read(async (client) => answer(await pictureOf(client, this.database.store, id, asOf), client));
  }

  private read<T>(question: (client: ClientBase) => Promise<T>): Promise<T> {
    return readTransaction(this.database.pool, question);
  }
}
