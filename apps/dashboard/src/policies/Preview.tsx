import { STATUSES, type PolicyPreview } from '@lockstep/contracts';
import { Empty } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusBar } from '../design/StatusBar.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { count, many, share } from '../figures/numbers.ts';
import style from './PoliciesPage.module.css';

/** The mailboxes it concerns, as they are judged now and as they would be, side by side. */
export function Preview({
  preview,
  looking,
  refused,
  version,
}: {
  preview: PolicyPreview | undefined;
  looking: boolean;
  /** Why there is none of what stands in the form. */
  refused: string | null;
  /** The one in force; null: there is none yet. */
  version: number | null;
}) {
  return (
    <Panel
      title="What it would do"
      sub={
        preview && !refused
          ? `to ${many(preview.concerned, 'mailbox', 'mailboxes')} as they are now`
          : 'to mailboxes as they are now'
      }
      className={looking ? style.looking : ''}
    >
      {refused ? (
        <Empty title="What stands in the form cannot be judged by.">{refused}</Empty>
      ) : preview ? (
        <Compared preview={preview} version={version} />
      ) : looking ? (
        <Skeleton lines={6} />
      ) : (
        <Empty title="Nothing is changed yet.">
          Change a threshold, and what each mailbox would be stands here beside what it is.
        </Empty>
      )}
    </Panel>
  );
}

function Compared({ preview, version }: { preview: PolicyPreview; version: number | null }) {
  const { concerned, looked, now, then } = preview;
  const [out, wouldBeOut] = [looked - now['in-step'], looked - then['in-step']];
  return (
    <div aria-live="polite">
      <table className={style.preview}>
        <caption className="visually-hidden">Statuses as they are, and as proposed</caption>
        <thead>
          <tr>
            <th scope="col">Mailboxes</th>
            <th scope="col" className="num">
              As is{version !== null && `, v${version}`}
            </th>
            <th scope="col" className="num">
              Proposed{version !== null && `, v${version + 1}`}
            </th>
            <th scope="col" className="num">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className={style.sum}>
            <th scope="row">Not in step</th>
            <td className="num i2">{count(out)}</td>
            <td className="num">{count(wouldBeOut)}</td>
            <td className="num m">{signed(wouldBeOut - out)}</td>
          </tr>
          {STATUSES.map((status) => {
            const change = then[status] - now[status];
            return (
              <tr key={status}>
                <td>
                  <StatusWord status={status} />
                </td>
                <td className="num i2">{count(now[status])}</td>
                <td className={then[status] === 0 ? 'num i3' : 'num m'}>{count(then[status])}</td>
                <td className={change === 0 ? 'num i3' : 'num m'}>{signed(change)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {looked > 0 && (
        <div className={style.bars}>
          <span className="i3 small">As is</span>
          <StatusBar statuses={now} />
          <span className="i3 small tn">{share(out, looked)}</span>
          <span className="i3 small">Proposed</span>
          <StatusBar statuses={then} />
          <span className="i3 small tn">{share(wouldBeOut, looked)}</span>
        </div>
      )}
      <p className={`i3 small ${style.note}`}>
        {looked < concerned && `Looked at ${count(looked)} of them. `}A look at the present, with what is remembered of
        the past; no replay of it.
      </p>
    </div>
  );
}

const signed = (value: number) => (value > 0 ? `+${count(value)}` : count(value));
