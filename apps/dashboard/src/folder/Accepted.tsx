import type { FolderRow, ReplicaView } from '@lockstep/contracts';
import { useState } from 'react';
import { serverNow } from '../figures/clock.ts';
import { count, many } from '../figures/numbers.ts';
import { absolute, DAY } from '../figures/time.ts';
import { Moment } from '../figures/When.tsx';
import { useAccept, useTakeBack } from './accepted.ts';
import style from './FolderPage.module.css';

/** What is expected of this folder: declared by the client, or accepted by a person; and the way to accept, or to take it back. */
export function Accepted({
  folder,
  replica,
  readOnly,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  readOnly: boolean;
}) {
  const takeBack = useTakeBack(replica.id);
  const [asking, setAsking] = useState(false);
  const { accepted, difference, expectedDifference, expectedBecause } = folder;
  const mayAccept = !readOnly && accepted === null && difference !== null && difference !== 0 && !folder.localOnly;
  if (accepted === null && !mayAccept && expectedDifference === 0) return null;

  return (
    <section className={`panel pb ${style.accepted}`} aria-label="Expected differences">
      {expectedDifference !== 0 && (
        <p>
          <b className="m">{many(expectedDifference, 'item')} less offline is as the client declares</b>
          {expectedBecause && <span className="i3"> · {DECLARED[expectedBecause] ?? expectedBecause}</span>}
        </p>
      )}
      {accepted !== null && (
        <div className="row between wrap">
          <p>
            <b className="m">A difference of {count(accepted.items)} is accepted</b>
            <span className="i2">
              {' '}
              by {accepted.by} until{' '}
              <span title={absolute(Date.parse(accepted.until))}>{absolute(Date.parse(accepted.until))}</span>:{' '}
              {accepted.reason}
            </span>{' '}
            <span className="i3">
              (since <Moment at={accepted.at} />)
            </span>
          </p>
          {!readOnly && (
            <button
              type="button"
              className="btn"
              disabled={takeBack.isPending}
              onClick={() => takeBack.mutate(folder.path)}
            >
              Take it back
            </button>
          )}
          {takeBack.isError && <p role="alert">{takeBack.error.message}</p>}
        </div>
      )}
      {mayAccept && !asking && (
        <div className="row between wrap">
          <span className="i2">Is this difference as it should be?</span>
          <button type="button" className="btn" onClick={() => setAsking(true)}>
            Accept it…
          </button>
        </div>
      )}
      {mayAccept && asking && <AcceptForm folder={folder} replica={replica} onDone={() => setAsking(false)} />}
    </section>
  );
}

const DECLARED: Readonly<Record<string, string>> = {
  window: 'it keeps a window of recent mail',
  'max-messages': 'it keeps at most so many messages',
  'max-size': 'it leaves large messages out',
  'hidden-items': 'the server counts hidden items',
  'headers-only': 'it keeps headers only',
  'local-only': 'the folder is local only',
};

const FOR_DAYS = [
  [7, 'a week'],
  [30, '30 days'],
  [90, '90 days'],
  [365, 'a year'],
] as const;

function AcceptForm({ folder, replica, onDone }: { folder: FolderRow; replica: ReplicaView; onDone: () => void }) {
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
