import { Command } from '../design/Command.tsx';
import { Failed } from '../design/Answers.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { many } from '../figures/numbers.ts';
import { hourMinuteSecond } from '../figures/time.ts';
import { useConnection } from '../server/live.ts';
import { useEnrolment, useNewJoinKey } from './useEnrolment.ts';
import style from './FirstRun.module.css';

/** An empty store: how the first machine joins, and a live wait for its first report. The fleet then takes this place. */
export function FirstRun({ enrolled }: { enrolled: number }) {
  return (
    <main className={`page ${style.page}`}>
      <div>
        <h1>Nothing reports yet.</h1>
        <p className={`i2 ${style.lead}`}>
          Lockstep needs one agent on one machine that keeps mail offline. From then on it compares every folder with
          the server, and this page becomes the fleet.
        </p>
        <ol className={style.steps}>
          <li>
            <h2>Enrol a machine</h2>
            <p className="i2">
              Run this where the offline store is. The key lets an agent join and report, and nothing else.
            </p>
            <Join />
          </li>
          <li>
            <h2>Let it run</h2>
            <Command text="npx lockstep-agent run">npx lockstep-agent run</Command>
            <p className="i3 small">
              The password of the mailbox comes from <code>LOCKSTEP_IMAP_PASSWORD</code> or <code>--password-file</code>
              , and stays on the machine.
            </p>
          </li>
          <li>
            <h2>See the first three numbers here</h2>
            <Waiting enrolled={enrolled} />
            <NotComing />
          </li>
        </ol>
      </div>
      <aside className="col g16">
        <Example />
        <hr />
        <div>
          <h2 className="m">Only looking around?</h2>
          <p className={`i2 ${style.said}`}>
            Start a simulated fleet with a week of history, through the real agent door.
          </p>
          <Command text="npm start -- --demo" />
        </div>
        <hr />
        <div>
          <h2 className="m">What it reads</h2>
          <p className="i2">
            Maildir beside IMAP, as mbsync keeps it, or any source by one HTTP call. Never the content of a message.
          </p>
        </div>
      </aside>
    </main>
  );
}

function Join() {
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
        npx lockstep-agent join \{'\n  '}--server <b>{server}</b> \{'\n  '}--key <b>{shown}</b> --mailbox{' '}
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

function Waiting({ enrolled }: { enrolled: number }) {
  const connection = useConnection();
  const live = connection.phase === 'live';
  return (
    <div className={style.wait} role="status">
      <span className={style.bars} aria-hidden="true">
        <i />
        <i />
      </span>
      <div>
        <div className="m">
          {enrolled > 0
            ? `${many(enrolled, 'mailbox', 'mailboxes')} enrolled, waiting for the first report`
            : 'Waiting for the first report'}
        </div>
        <div className="i3 small">
          {live
            ? `Listening since ${hourMinuteSecond(connection.since)}. This page moves on by itself.`
            : 'Not connected at the moment; trying again.'}
        </div>
      </div>
    </div>
  );
}

/** What is most often in the way, the nearest first. */
function NotComing() {
  return (
    <details className={`i2 ${style.notComing}`}>
      <summary>It does not come</summary>
      <ul>
        <li>
          <code>npx lockstep-agent look</code> says what the agent finds without sending it. No folder there: say where
          the store is.
        </li>
        <li>
          The machine must reach <b>{window.location.origin}</b>: <code>curl {window.location.origin}/readyz</code>
        </li>
        <li>
          <code>npx lockstep-agent run</code> says why a report was refused: a key that no longer works, or a clock that
          is far off.
        </li>
      </ul>
    </details>
  );
}

const FOUND = [
  ['INBOX', '08:39', '1,284', '1,284'],
  ['Projects › Été', '08:39', '20', '18'],
  ['Archives › 2025', '08:39', '5,110', '5,110'],
  ['Sent', '08:39', '932', '932'],
] as const;

function Example() {
  return (
    <div>
      <h2 className="m">What an agent finds</h2>
      <p className={`i2 ${style.said}`}>
        Try it without any server of ours: <code>npx lockstep-agent look</code>
      </p>
      <div className={style.look}>
        <table>
          <caption className="visually-hidden">An example of what an agent finds</caption>
          <thead>
            <tr>
              <th>Folder</th>
              <th className="num">Last sync</th>
              <th className="num">Server</th>
              <th className="num">Offline</th>
            </tr>
          </thead>
          <tbody>
            {FOUND.map(([folder, at, server, offline]) => (
              <tr key={folder}>
                <td className="m">{folder}</td>
                <td className="num i2">{at}</td>
                <td className="num">{server}</td>
                <td className={server === offline ? 'num' : `num b ${style.differs}`}>{offline}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
