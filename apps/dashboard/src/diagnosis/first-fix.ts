import type { DiagnosisView, ReplicaView } from '@lockstep/contracts';
import { useAlert } from '../alerts/useAlerts.ts';
import { useReplicaAlerts } from '../mailbox/useReplica.ts';
import { leading, useDiagnoses } from './useDiagnoses.ts';

/** What to try first: of a diagnosis, or where nothing is heard, how to look why. */
export type FirstSteps = Pick<DiagnosisView, 'id' | 'title' | 'guard' | 'steps' | 'forWhom' | 'fix'>;

/** Null: nothing is known that helps, or nothing need be done. */
export function useFirstFix(replica: ReplicaView, at: string | undefined): FirstSteps | null {
  const first = leading(useDiagnoses(replica.id, at).data?.items ?? []);
  const silent = useSilentSteps(replica, at);
  return first && first.steps.length > 0 ? first : silent;
}

/** Of a silent mailbox nothing is known that a cause could be seen from; its alert says how to look. */
export function useSilentSteps(replica: ReplicaView, at: string | undefined): FirstSteps | null {
  const alerts = useReplicaAlerts(replica.id, at).data?.items ?? [];
  const silent = replica.status === 'silent' ? alerts.find(isOfSilence) : undefined;
  const steps = useAlert(silent?.id ?? '', at, silent !== undefined).data?.steps ?? [];
  if (replica.status === 'silent' && replica.lastReportedAt === null && steps.length === 0) return toStart(replica);
  if (silent === undefined || steps.length === 0) return null;
  return {
    id: 'silent',
    title: 'See why the agent does not report',
    guard: null,
    steps,
    forWhom: 'helpdesk',
    fix: null,
  };
}

/** It was enrolled and nothing came yet, which is no alarm for a day. */
const toStart = ({ device }: ReplicaView): FirstSteps => ({
  id: 'silent',
  title: `Start the agent on ${device}`,
  guard: null,
  steps: [
    'On the device run `npx lockstep-agent run`, or see that the service that does so runs.',
    'See that the device can reach this Lockstep: open its address in a browser there.',
  ],
  forWhom: 'helpdesk',
  fix: null,
});

const isOfSilence = ({ rule, status }: { rule: string; status: string }) => rule === 'silent' && status !== 'resolved';
