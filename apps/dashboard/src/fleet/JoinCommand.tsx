import { Failed } from '../design/Answers.tsx';
import { Command } from '../design/Command.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useEnrolment, useNewJoinKey } from './useEnrolment.ts';
import style from './FirstRun.module.css';

/** The command that enrols one machine, or a script that enrols each machine it runs on. */
export function JoinCommand() {
  const enrolment = useEnrolment();
  const another = useNewJoinKey();
  if (enrolment.isError) {
    return (
      <Failed what="The join key could not be read." error={enrolment.error} onRetry={() => void enrolment.refetch()} />
    );
  }
  if (!enrolment.data) return <Skeleton lines={2} />;
  const key = enrolment.data.joinKey;
  const server = window.location.origin;
  const shown = key ?? 'KEY';
  return (
    <>
      <Command text={`npx lockstep-agent join --server ${server} --key ${shown} --mailbox anna@example.org`}>
        npx lockstep-agent join \{'\n  '}--server <b>{server}</b> \{'\n  '}--key <b>{shown}</b> \{'\n  '}--mailbox{' '}
        <b>anna@example.org</b>
      </Command>
      <div className={`row g16 wrap small ${style.under}`}>
        <button
          type="button"
          className={key === null ? 'btn pri' : 'link'}
          disabled={another.isPending}
          onClick={() => another.mutate()}
        >
          {key === null ? 'Make a join key' : 'Another key'}
        </button>
        <span className="i3">
          {key === null
            ? 'or use the one that was printed when the server first started.'
            : another.data
              ? 'It is shown this once. One key does for any number of agents.'
              : 'One key does for any number of agents.'}
        </span>
        {another.isError && (
          <span role="alert" style={{ color: 'var(--tx-mismatched)' }}>
            {another.error.message}
          </span>
        )}
      </div>
      <p className={`i3 small ${style.under}`}>
        The store and its server are found in <code>~/.mbsyncrc</code>. Elsewhere say <code>--offline maildir:DIR</code>{' '}
        and <code>--server-mailbox imap://anna@host</code>.
      </p>
    </>
  );
}
