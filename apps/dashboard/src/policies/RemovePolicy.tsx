import type { PolicyView } from '@lockstep/contracts';
import { useState } from 'react';
import { useRemovePolicy } from './usePolicies.ts';

/** Asks once: its mailboxes fall back to the next policy that fits them. */
export function RemovePolicy({ policy, onDone }: { policy: PolicyView; onDone: (id: undefined) => void }) {
  const [asking, setAsking] = useState(false);
  const removing = useRemovePolicy(policy.id);
  if (!asking)
    return (
      <button type="button" className="btn sm ghost" onClick={() => setAsking(true)}>
        Remove…
      </button>
    );
  return (
    <span className="row g6">
      {removing.isError && <span role="alert">{removing.error.message}</span>}
      <button
        type="button"
        className="btn sm"
        disabled={removing.isPending}
        onClick={() => removing.mutate(undefined, { onSuccess: () => onDone(undefined) })}
      >
        Remove it
      </button>
      <button type="button" className="btn sm ghost" onClick={() => setAsking(false)}>
        Keep it
      </button>
    </span>
  );
}
