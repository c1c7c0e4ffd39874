import type { IncidentView } from '@lockstep/contracts';
import { useAt } from '../app/useAt.ts';
import { count, listed, many } from '../figures/numbers.ts';
import { useFleet, useFleetGroups } from '../fleet/useFleet.ts';
import { shortHost } from './incident-text.ts';
import { othersOf } from './others.ts';
import style from './Told.module.css';

/** Named one by one up to here; more are counted, and named on hover. */
const FEW = 3;

/** What the same cause does not touch, where that is known: it tells where to look, and where to move people to. */
export function NotAffected({ incident }: { incident: IncidentView }) {
  const { scope, total, replicas, closedAt } = incident;
  const at = useAt();
  const fleet = useFleet(at);
  const groups = useFleetGroups(scope === 'site' ? 'site' : 'server', at, scope !== 'client' && closedAt === null);
  if (closedAt !== null) return null;
  const well = total - replicas;
  const own = groups.data?.groups.find((group) => group.name === incident.name);
  const others =
    scope === 'client' ? [] : othersOf(incident, groups.data?.groups ?? [], fleet.data?.incidents ?? [incident]);
  const names = others.map((name) => (scope === 'server' ? shortHost(name) : name));
  const said = [
    ...(names.length > 0
      ? [
          names.length <= FEW
            ? `no incident on ${listed(names)}`
            : `no incident on ${many(names.length, `other ${scope}`)}`,
        ]
      : []),
    ...(well > 0
      ? [`${count(well)} of ${count(total)} here not affected`]
      : own?.statuses.silent === 0
        ? [`all ${many(total, 'agent')} there report`]
        : []),
  ];
  if (said.length === 0) return null;
  const sentence = said.join(' · ');
  return (
    <span className={style.well} title={names.length > FEW ? `No incident on ${listed(names)}` : undefined}>
      {sentence.charAt(0).toUpperCase() + sentence.slice(1)}
    </span>
  );
}
