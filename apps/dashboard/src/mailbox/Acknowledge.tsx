import { useQuery } from '@tanstack/react-query';
import { useAt } from '../app/useAt.ts';
import { Icon } from '../design/Icon.tsx';
import { many } from '../figures/numbers.ts';
import { sessionQuery } from '../server/session.ts';
import { isOpen, useLetGo, useTake } from './take.ts';
import { useReplicaAlerts } from './useReplica.ts';

/** Takes all alerts of a mailbox that nobody has taken, and lets them go again. With none, or in the past, there is nothing to say. */
export function Acknowledge({ replica }: { replica: string }) {
  const at = useAt();
  const user = useQuery(sessionQuery).data?.user ?? '';
  const open = (useReplicaAlerts(replica, at).data?.items ?? []).filter(isOpen);
  const free = open.filter(({ acknowledged }) => acknowledged === null).map(({ id }) => id);
  const mine = open.filter(({ acknowledged }) => acknowledged?.by === user).map(({ id }) => id);
  const taking = useTake(replica, free, user);
  const letting = useLetGo(replica, mine);
  if (at !== undefined || (free.length === 0 && mine.length === 0)) return null;

  const what = (ids: readonly string[]) => (ids.length === 1 ? `alert #${ids[0]}` : many(ids.length, 'alert'));
  const fallen = taking.data?.map(({ id, detail }) => `#${id}: ${detail}`).join(' ');
  const failed = taking.error?.message ?? letting.error?.message ?? fallen;
  return (
    <>
      {free.length > 0 ? (
        <button
          type="button"
          className="btn"
          disabled={taking.isPending}
          title={`You look after ${what(free)}, and nobody is told of it again`}
          onClick={taking.take}
        >
          <Icon name="taken" size={14} />
          Acknowledge
        </button>
      ) : (
        <>
          <span className="i2 small row g4" role="status">
            <Icon name="taken" size={14} />
            Taken by you
          </span>
          <button
            type="button"
            className="btn ghost"
            disabled={letting.isPending}
            title={`Nobody looks after ${what(mine)} then`}
            onClick={() => letting.mutate()}
          >
            Undo
          </button>
        </>
      )}
      {failed && (
        <p role="alert" className="small">
          {failed}
        </p>
      )}
    </>
  );
}
