import type { AcceptedDifference, FolderRow, ReplicaView } from '@lockstep/contracts';
import { count, many } from '../figures/numbers.ts';
import { Moment } from '../figures/When.tsx';
import { AcceptForm } from './AcceptForm.tsx';
import { useTakeBack } from './accepted.ts';
import style from './FolderPage.module.css';

/** Whether there is a difference that a person could accept here and now. */
export const mayBeAccepted = ({ accepted, difference, localOnly }: FolderRow): boolean =>
  accepted === null && difference !== null && difference !== 0 && !localOnly;

/** What is expected of this folder: declared by the client, or accepted by a person; and the form to accept. */
export function Accepted({
  folder,
  replica,
  readOnly,
  asking,
  onDone,
}: {
  folder: FolderRow;
  replica: ReplicaView;
  readOnly: boolean;
  asking: boolean;
  onDone: () => void;
}) {
  const { accepted, expectedDifference, expectedBecause } = folder;
  const asks = asking && !readOnly && mayBeAccepted(folder);
  if (accepted === null && !asks && expectedDifference === 0) return null;
  return (
    <section className={`panel pb ${style.accepted}`} aria-label="Expected differences">
      {expectedDifference !== 0 && (
        <p>
          <b className="m">{many(expectedDifference, 'item')} less offline is as the client declares</b>
          {expectedBecause && <span className="i3"> · {DECLARED[expectedBecause] ?? expectedBecause}</span>}
        </p>
      )}
      {accepted !== null && <Standing folder={folder} accepted={accepted} replica={replica} readOnly={readOnly} />}
      {asks && <AcceptForm folder={folder} replica={replica} onDone={onDone} />}
    </section>
  );
}

/** By whom, until when and why; as easily taken back. */
function Standing({
  folder,
  accepted,
  replica,
  readOnly,
}: {
  folder: FolderRow;
  accepted: AcceptedDifference;
  replica: ReplicaView;
  readOnly: boolean;
}) {
  const takeBack = useTakeBack(replica.id);
  return (
    <div className="row between wrap">
      <div>
        <b className="m">A difference of {count(accepted.items)} is accepted</b>
        <span className="i2">
          {' '}
          until <Moment at={accepted.until} />
        </span>
        <span className="i3">
          {' '}
          · by {accepted.by}, <Moment at={accepted.at} />
        </span>
        <p className="i2">{accepted.reason}</p>
      </div>
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
