import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { ALERT_RULES, ALERT_STATUSES, type AlertDetail, type AlertList, type DiagnosisView } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { personOf, type RequestOfPerson } from '../access/door.ts';
import { Database } from '../database/database.ts';
import { AlertDetailAnswer, AlertListAnswer } from '../openapi/alert.answers.ts';
import { Describe } from '../openapi/describe.ts';
import { diagnosesOf } from '../queries/diagnoses.query.ts';
import { parseAsOf, type QueryString } from '../queries/parameters.ts';
import { readTransaction } from '../queries/read-transaction.ts';
import { pictureNow } from '../queries/replica-now.ts';
import { ProblemError } from '../web/problem.ts';
import { parseAlertsQuery } from './alert-parameters.ts';
import { listAlerts, oneAlert, type Moment } from './alerts.query.ts';
import { biographyOf } from './biography.query.ts';
import { firstFix } from './first-fix.ts';

const PARAMETERS = {
  status: `One or more of ${ALERT_STATUSES.join(', ')}; repeated or with commas`,
  taken: '`true`: acknowledged or assigned; `false`: nobody’s',
  suppressed: '`true`: silenced, inhibited or in maintenance',
  severity: 'warning, critical',
  rule: `One or more of ${ALERT_RULES.join(', ')}`,
  server: 'Exactly this server',
  replica: 'Of this replica, or of any of these, with commas; at most 100',
  incident: 'Of this incident',
  q: 'Words to be found in its number, title, text, mailbox, server or labels; all of them',
  mine: '`true`: acknowledged by you, or assigned to you',
  resolvedSince: 'None that were resolved before this instant',
  limit: '50 when left out, at most 500',
  cursor: '`nextCursor` of the page before',
  at: 'As it was at this instant',
} as const;

/** What people must know, now or as it was. */
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(@Inject(Database) private readonly database: Database) {}

  @Get()
  @Describe({
    summary: 'Alerts: firing and nobody’s first, then by severity and age; resolved ones last',
    tag: 'questions',
    door: 'session',
    answers: { 200: AlertListAnswer },
    problems: [422],
  })
  @AllOf(PARAMETERS)
  list(@Req() request: RequestOfPerson, @Query() query: QueryString): Promise<AlertList> {
    const asked = parseAlertsQuery(query);
    const moment = momentOf(query);
    const { user } = personOf(request);
    return this.read((client) => listAlerts(client, asked, user, moment));
  }

  @Get(':id')
  @Describe({
    summary: 'One alert with its biography',
    tag: 'questions',
    door: 'session',
    answers: { 200: AlertDetailAnswer },
    problems: [404, 422],
  })
  @ApiParam({ name: 'id', description: 'The alert' })
  @AllOf({ at: PARAMETERS.at })
  one(@Param('id') id: string, @Query() query: QueryString): Promise<AlertDetail> {
    const moment = momentOf(query);
    return this.read(async (client) => {
      const found = id.includes('\u0000') ? null : await oneAlert(client, id, moment);
      if (!found) throw new ProblemError(404, { detail: 'There is no such alert.' });
      const { view, state } = found;
      const story = await biographyOf(client, this.database.store, state, moment.at);
      const isSilent = state.rule === 'silent';
      const isNow = moment.at === null && state.status !== 'resolved' && !isSilent;
      const now = isNow ? await this.firstNow(client, state.replica) : null;
      // What was known of it before says nothing of why its agent is silent.
      const diagnosis = now ? { id: now.id, title: now.title } : isSilent ? null : view.diagnosis;
      const steps = stepsOf(
        now
          ? { guard: now.guard?.text ?? null, steps: now.steps }
          : firstFix({ ...state, diagnosis: diagnosis && { ...state.diagnosis, ...diagnosis } }),
      );
      return { ...view, ...story, diagnosis, steps };
    });
  }

  /** What the page of its replica names first just now; null: nothing is named there. */
  private async firstNow(client: ClientBase, replica: string | null): Promise<DiagnosisView | null> {
    const picture = replica === null ? null : await pictureNow(client, replica);
    if (!picture) return null;
    return (await diagnosesOf(client, this.database.store, picture, {})).items[0] ?? null;
  }

  private read<T>(question: (client: ClientBase) => Promise<T>): Promise<T> {
    return readTransaction(this.database.pool, question);
  }
}

/** A guard is the first step. */
function stepsOf(fix: { readonly guard: string | null; readonly steps: readonly string[] } | null): readonly string[] {
  if (fix === null) return [];
  return fix.guard === null ? fix.steps : [`First: ${fix.guard}`, ...fix.steps];
}

/** Alerts are decided when their causes become known, so both axes of time are one: the earlier of the two that are asked for. */
function momentOf(query: QueryString): Moment {
  const { at, knownAt } = parseAsOf(query);
  const asked = Math.min(at ?? Infinity, knownAt ?? Infinity);
  return { at: asked === Infinity ? null : asked, now: Date.now() };
}

function AllOf(parameters: Readonly<Record<string, string>>): MethodDecorator {
  return (target, key, descriptor) => {
    for (const [name, description] of Object.entries(parameters)) {
      const type = name === 'limit' ? 'integer' : 'string';
      ApiQuery({ name, required: false, description, schema: { type } })(target, key, descriptor);
    }
  };
}
