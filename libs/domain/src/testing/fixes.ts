import type { Diagnoses, DiagnosisRule, Fix } from '../diagnosis/rule.ts';
import type { Evidence } from '../diagnosis/evidence.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { advanceFixes, noteTried, NO_FIXES, type Fixes } from '../fix/advance-fixes.ts';
import type { NewFixEvent } from '../fix/fix.events.ts';
import type { PlacedFixEvent } from '../fix/fix-life.ts';
import type { Instant } from '../replica/replica.events.ts';
import { anEvidence, aFolder, NOW } from './evidence.ts';

/** What is so of one cause in a story: it fits or not, or its rule fails; the facts keep the fix's promise; the facts show a try. */
export interface Cause {
  readonly fits: boolean;
  readonly throws?: boolean;
  readonly promise?: boolean;
  readonly shownAt?: Instant;
}

/** A rule that reads its part out of the replica's labels, so that a story can say it. */
export function aRule(id: string, fix: Partial<Fix> = {}): DiagnosisRule {
  const cause = (evidence: Evidence) => JSON.parse(evidence.replica.labels[id] ?? '{"fits":false}') as Cause;
  return {
    id,
    title: `Cause ${id}`,
    family: 'modern',
    source: 'a test',
    seen: 'seen',
    cause: 'cause',
    matches: (evidence) => {
      const { fits, throws } = cause(evidence);
      if (throws) throw new Error('it could not look');
      return fits
        ? {
            cause: id,
            since: 0,
            folders: [],
            points: [
              { text: 'it', position: 7 },
              { text: 'again', position: 7 },
            ],
          }
        : null;
    },
    fix: {
      steps: ['Do it'],
      forWhom: 'user',
      cost: 'none',
      risk: 'none',
      confirmedWhen: 'the promise is kept',
      confirmed: (evidence) => cause(evidence).promise ?? true,
      triedByFacts: (evidence, since) => {
        const { shownAt } = cause(evidence);
        return shownAt !== undefined && shownAt > since ? { at: shownAt, position: 5 } : null;
      },
      ...fix,
    },
  };
}

export interface Moment {
  readonly at: Instant;
  readonly causes: Readonly<Record<string, Cause>>;
  readonly lastReportedAt?: Instant;
  readonly silent?: boolean;
  readonly newestSilence?: Evidence['newestSilence'];
}

/** A replica's fixes through a story: each moment is judged, deadlines before it at their own moments. Instants from `NOW` on. */
export class FixStory {
  fixes: Fixes = NO_FIXES;
  dueAt: Instant | null = null;
  /** As the log has them. */
  readonly events: PlacedFixEvent[] = [];
  #position = 0;
  #last: Moment = { at: 0, causes: {} };

  constructor(readonly rules: readonly DiagnosisRule[]) {}

  at(moment: Moment): readonly NewFixEvent[] {
    const said: NewFixEvent[] = [];
    while (this.dueAt !== null && this.dueAt < moment.at) said.push(...this.#judge({ ...this.#last, at: this.dueAt }));
    this.#position += 1;
    return [...said, ...this.#judge(moment)];
  }

  /** `causeSince`: since when the person saw its cause. */
  tries(at: Instant, fix: string, by = 'ada', causeSince?: Instant): void {
    this.#position += 1;
    const data = { fix, by, ...(causeSince !== undefined && { causeSince: NOW + causeSince }) };
    const event = { type: 'FixTried', observedAt: NOW + at, data, position: this.#position } as const;
    this.events.push(event);
    this.fixes = noteTried(this.fixes, event);
  }

  evidence({ at, causes, lastReportedAt = at, silent = false, newestSilence = null }: Moment): Evidence {
    const labels = Object.fromEntries(
      Object.entries(causes).map(([id, cause]) => [
        id,
        JSON.stringify(cause.shownAt === undefined ? cause : { ...cause, shownAt: NOW + cause.shownAt }),
      ]),
    );
    return anEvidence({
      now: NOW + at,
      replica: { labels, lastReportedAt: NOW + lastReportedAt },
      judgement: { silence: silent ? 'late' : null },
      folders: [aFolder({ server: 10, offline: 5 })],
      newestSilence: newestSilence && { from: NOW + newestSilence.from, to: NOW + newestSilence.to },
    });
  }

  diagnose(moment: Moment): Diagnoses {
    return diagnose(this.evidence(moment), this.rules);
  }

  #judge(moment: Moment): readonly NewFixEvent[] {
    const placed = { at: NOW + moment.at, position: this.#position };
    const evidence = this.evidence(moment);
    const { fixes, events, dueAt } = advanceFixes(this.fixes, this.diagnose(moment), evidence, this.rules, placed);
    this.fixes = fixes;
    this.dueAt = dueAt === null ? null : dueAt - NOW;
    this.events.push(...events.map((event) => ({ ...event, position: this.#position })));
    this.#last = moment;
    return events;
  }
}
