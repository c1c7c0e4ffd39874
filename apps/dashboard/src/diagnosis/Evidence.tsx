import type { EvidenceView } from '@lockstep/contracts';
import { Link } from '@tanstack/react-router';
import { Icon } from '../design/Icon.tsx';
import { Sentence } from '../figures/Sentence.tsx';
import style from './Diagnosis.module.css';

/** What speaks for a diagnosis; each point leads to the fact that it rests on. */
export function Evidence({ evidence, replica }: { evidence: readonly EvidenceView[]; replica: string }) {
  return (
    <ul className={style.evidence} aria-label="Evidence">
      {evidence.map((point) => (
        <li key={`${point.cursor} ${point.text}`}>
          <Icon name="check" />
          <span>
            <Sentence text={point.text} />
            {point.cursor !== null && (
              <>
                {' '}
                <EventLink replica={replica} cursor={point.cursor} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** To the entry of the timeline with this cursor. */
export function EventLink({ replica, cursor }: { replica: string; cursor: string }) {
  return (
    <Link
      to="/mailboxes/$id"
      params={{ id: replica }}
      search={(old) => ({ ...old, event: cursor })}
      hash="timeline"
      className={`link ${style.event}`}
      aria-label={`The event behind this, ${cursor}`}
    >
      event {Number(cursor).toLocaleString('en-US')}
    </Link>
  );
}
