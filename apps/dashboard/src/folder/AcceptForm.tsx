import type { FolderRow, ReplicaView } from '@lockstep/contracts';
import { useState } from 'react';
import { serverNow } from '../figures/clock.ts';
import { many } from '../figures/numbers.ts';
import { DAY } from '../figures/time.ts';
import { useAccept } from './accepted.ts';
import style from './FolderPage.module.css';

const FOR_DAYS = [
  [7, 'a week'],
  [30, '30 days'],
  [90, '90 days'],
  [365, 'a year'],
] as const;

/** Why this folder may differ as it does now, and for how long. */
export function AcceptForm({
  folder,
  replica,
  onDone,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  onDone: () => void;
}) {
  const accept = useAccept(replica.id);
  const [reason, setReason] = useState('');
  const [days, setDays] = useState(30);
  return (
    <form
      className={style.acceptForm}
      onSubmit={(event) => {
        event.preventDefault();
        accept.mutate(
          {
            path: [...folder.path],
            reason,
            until: new Date(serverNow() + days * DAY).toISOString(),
          },
          { onSuccess: onDone },
        );
      }}
    >
      <label>
        <span className="i3 small">Why may {many(Math.abs(folder.difference ?? 0), 'item')} differ?</span>
        <input
          className="field"
          value={reason}
          maxLength={1000}
          required
          autoFocus
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <label>
        <span className="i3 small">For</span>
        <select className="field" value={days} onChange={(event) => setDays(Number(event.target.value))}>
          {FOR_DAYS.map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <div className="row">
        <button type="submit" className="btn pri" disabled={accept.isPending || reason.trim() === ''}>
          Accept it
        </button>
        <button type="button" className="btn ghost" onClick={onDone}>
          Not now
        </button>
      </div>
      {accept.isError && <p role="alert">{accept.error.message}</p>}
    </form>
  );
}
