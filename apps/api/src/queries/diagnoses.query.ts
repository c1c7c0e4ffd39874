import type { DiagnosisList, DiagnosisView, EvidenceView, FixView } from '@lockstep/contracts';
import {
  CATALOGUE,
  diagnose,
  gatherEvidence,
  type Diagnosis,
  type DiagnosisRule,
  type EvidencePoint,
} from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { newestFixes } from '../fixes/fix-lives.ts';
import { incidentOf } from './incidents.query.ts';
import { iso, isoOrNull } from './instants.ts';
import type { AsOf } from './parameters.ts';
import type { Picture } from './replica-view.ts';

/** Probable causes of what a picture shows, best first, each with what became of its fix; of now or of any moment before. */
export async function diagnosesOf(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  { replica, state, judgement, at }: Picture,
  asOf: AsOf,
  rules: readonly DiagnosisRule[] = CATALOGUE,
): Promise<DiagnosisList> {
  const incident = await incidentOf(client, replica, asOf.at, asOf.knownAt);
  const { items, notJudged } = diagnose(gatherEvidence(state, judgement, at, incident), rules);
  const fixes: ReadonlyMap<string, FixView> = items.length === 0 ? new Map() : await newestFixes(store, replica, asOf);
  return { items: items.map((item) => toDiagnosisView(item, fixes)), notJudged, at: iso(at) };
}

function toDiagnosisView(
  { rule, match, guard, steps, tellApart }: Diagnosis,
  fixes: ReadonlyMap<string, FixView>,
): DiagnosisView {
  const { id, title, family, source, twin = null, fix } = rule;
  return {
    id,
    title,
    family,
    source,
    cause: match.cause,
    twin,
    since: iso(match.since),
    folders: match.folders,
    evidence: match.points.map(toEvidenceView),
    guard,
    steps,
    forWhom: fix?.forWhom ?? null,
    cost: fix?.cost ?? null,
    risk: fix?.risk ?? null,
    confirmedWhen: fix?.confirmedWhen ?? null,
    tellApart,
    fix: fixes.get(id) ?? null,
  };
}

function toEvidenceView({ text, at, position, folder, values }: EvidencePoint): EvidenceView {
  return {
    text,
    at: isoOrNull(at ?? null),
    cursor: position === undefined ? null : String(position),
    folder: folder ?? null,
    values: values ?? {},
  };
}
