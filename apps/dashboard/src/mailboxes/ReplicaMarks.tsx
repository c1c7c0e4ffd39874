import type { ReplicaRow } from '@lockstep/contracts';
import { Icon } from '../design/Icon.tsx';
import { many } from '../figures/numbers.ts';
import style from './ReplicaTable.module.css';

/** What else is to be known of a row: that an incident explains it, and that a person accepted a difference of it. */
export function ReplicaMarks({ row }: { row: ReplicaRow }) {
  return (
    <>
      {row.incident && <Mark icon="incident" word={`Of the incident “${row.incident.title}”`} />}
      {row.acceptedFolders > 0 && (
        <Mark icon="taken" word={`A difference is accepted in ${many(row.acceptedFolders, 'folder')}`} />
      )}
    </>
  );
}

function Mark({ icon, word }: { icon: 'incident' | 'taken'; word: string }) {
  return (
    <span className={style.mark} title={word}>
      <Icon name={icon} size={13} />
      <span className="visually-hidden">{word}</span>
    </span>
  );
}
