import { pathKey, type ConditionView, type FolderRow, type ReplicaView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { useDiagnoses, useWhy } from '../diagnosis/useDiagnoses.ts';
import { useNow } from '../figures/clock.ts';
import { many } from '../figures/numbers.ts';
import { Sentence } from '../figures/Sentence.tsx';
import { dayAndTime, MINUTE } from '../figures/time.ts';
import { takenBy } from '../mailbox/AlertsOf.tsx';
import { isOpen } from '../mailbox/take.ts';
import { useReplicaAlerts, useReplicaHistory, useTimeline } from '../mailbox/useReplica.ts';
import { usePolicies } from '../policies/usePolicies.ts';
import { madeBy, policyName, ruleText } from './rule-text.ts';
import { readingAt, trendOf } from './trend.ts';
import type { LinkOfChain } from './WhyLink.tsx';
import { judgedText, movesText, saidText } from './why-words.ts';
import diagnosisStyle from '../diagnosis/Diagnosis.module.css';

/** Said, rule, judged, points to, told: each with the events that it rests on. */
export function useWhyChain(folder: FolderRow, replica: ReplicaView, at: string | undefined): LinkOfChain[] {
  const now = useNow(MINUTE) + MINUTE;
  const key = pathKey(folder.path);
  const calm = folder.status === 'in-step' || folder.localOnly;
  const why = useWhy(replica.id, at).data;
  const evidence = why?.chain.filter((link) => link.folder !== null && pathKey(link.folder) === key) ?? [];
  const points =
    useReplicaHistory(replica.id, '7d', at, folder.path).data?.folders.find((one) => pathKey(one.path) === key)
      ?.points ?? [];
  const policy = usePolicies(at).data?.items.find(({ id }) => id === replica.policy.id);
  const timeline = useTimeline(replica.id, at).data?.pages.flatMap(({ items }) => items) ?? [];
  const diagnoses = useDiagnoses(replica.id, at).data?.items ?? [];
  const alerts = useReplicaAlerts(replica.id, at).data?.items;

  const begun = folder.conditions.map((one) => Date.parse(one.since));
  const mismatch = folder.conditions.find(({ rule }) => rule === 'mismatch');
  const since = mismatch ? Date.parse(mismatch.since) : begun.length === 0 ? null : Math.min(...begun);
  const said = evidence.flatMap((link) => link.evidence);
  const raised = (condition: ConditionView) =>
    timeline.find(({ type, data }) => {
      const told = (data as { condition?: { rule?: string; folder?: string[] | null } } | null)?.condition;
      return (
        type === 'ConditionRaised' && told?.rule === condition.rule && !!told.folder && pathKey(told.folder) === key
      );
    })?.cursor;
  const moves = calm ? '' : movesText(folder, trendOf(points, now));

  return [
    {
      key: 'said',
      icon: 'folder',
      title: 'What was said',
      sub: said.length === 0 ? '' : many(new Set(said).size, 'event'),
      text: saidText(folder, since === null ? null : readingAt(points, since), since, now),
      events: said.sort((a, b) => Number(a) - Number(b)),
    },
    ...folder.troubles.map((trouble): LinkOfChain => ({
      key: `trouble ${trouble.code}`,
      icon: 'cross',
      title: 'What the agent met',
      sub: trouble.code,
      text: trouble.detail ?? 'It says no more than that.',
    })),
    {
      key: 'rule',
      icon: 'policy',
      title: 'Which rule',
      sub: policyName(replica.policy) + (policy ? `, ${madeBy(policy, now)}` : ''),
      text: policy ? ruleText(folder, policy) : `Policy ${policyName(replica.policy)}.`,
      origin: (
        <Link
          to="/policies"
          search={{ policy: replica.policy.id, version: replica.policy.version }}
          className={`link ${diagnosisStyle.event}`}
        >
          version {replica.policy.version}
        </Link>
      ),
    },
    ...(folder.conditions.length === 0
      ? [{ key: 'judged', icon: 'clock', title: 'What was judged', sub: '', text: folder.why } satisfies LinkOfChain]
      : folder.conditions.map((condition): LinkOfChain => {
          const cursor = raised(condition);
          const isMain = condition.rule === 'mismatch' || condition.rule === 'catching-up';
          return {
            key: `${condition.rule} ${condition.kind ?? ''}`,
            icon: 'clock',
            title: 'What was judged',
            sub: judgedText(condition, now),
            text: isMain && moves ? `${condition.text} ${moves}` : condition.text,
            events: cursor === undefined ? [] : [cursor],
          };
        })),
    ...(calm
      ? []
      : diagnoses
          .filter(({ folders }) => folders.length === 0 || folders.some((path) => pathKey(path) === key))
          .slice(0, 2)
          .map((diagnosis): LinkOfChain => ({
            key: `diagnosis ${diagnosis.id}`,
            icon: 'wrench',
            title: 'What it points to',
            sub: diagnosis.id,
            text: `${diagnosis.title}: ${diagnosis.cause}`,
            body: (
              <>
                <Link to="/mailboxes/$id" params={{ id: replica.id }} hash="diagnosis" className="link">
                  {diagnosis.title}
                </Link>
                : <Sentence text={diagnosis.cause} />
              </>
            ),
            events: diagnosis.evidence
              .filter((point) => point.cursor !== null && (point.folder === null || pathKey(point.folder) === key))
              .map(({ cursor }) => cursor!),
          }))),
    ...(calm || alerts === undefined ? [] : [told(alerts.filter(isOpen), now)]),
  ];
}

/** Alerts of the mailbox that are not over, how often somebody was told, and who has taken them. */
function told(open: NonNullable<ReturnType<typeof useReplicaAlerts>['data']>['items'], now: number): LinkOfChain {
  const lines = open.map((alert) => {
    const since = dayAndTime(Date.parse(alert.firedAt ?? alert.since), now);
    const messages =
      alert.told === 0
        ? 'no message sent'
        : `${many(alert.told, 'message')}${alert.lastToldAt ? `, the newest ${dayAndTime(Date.parse(alert.lastToldAt), now)}` : ''}`;
    return { id: alert.id, text: `${alert.status} since ${since}, ${messages} · ${takenBy(alert)}` };
  });
  return {
    key: 'told',
    icon: 'bell',
    title: 'Who was told',
    sub: '',
    text:
      lines.length === 0
        ? 'Nobody: no alert of this mailbox is open.'
        : lines.map(({ id, text }) => `Alert #${id} ${text}`).join('\n'),
    ...(lines.length > 0 && {
      body: lines.map(({ id, text }) => (
        <div key={id}>
          <Link to="/alerts/$id" params={{ id }} className="link">
            Alert #{id}
          </Link>{' '}
          {text}
        </div>
      )),
    }),
  };
}
