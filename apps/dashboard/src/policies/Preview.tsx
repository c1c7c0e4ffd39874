import { STATUSES, type PolicyPreview } from '@lockstep/contracts';
import { useEffect, useRef } from 'react';
import { Panel } from '../design/Panel.tsx';
import { StatusWord } from '../design/StatusWord.tsx';
import { count, many } from '../figures/numbers.ts';
import style from './PoliciesPage.module.css';

/** The mailboxes it concerns, as they are judged now and as they would be. */
export function Preview({ preview }: { preview: PolicyPreview }) {
  const { concerned, looked, now, then } = preview;
  const place = useRef<HTMLDivElement>(null);
  // On a narrow page it stands below the form, out of sight.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={place}>
      <Panel title="What it would do" sub={`to ${many(concerned, 'mailbox', 'mailboxes')} as they are now`}>
        <table className={style.preview}>
          <caption className="visually-hidden">Statuses as they are, and as proposed</caption>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col" className="num">
                As is
              </th>
              <th scope="col" className="num">
                Proposed
              </th>
              <th scope="col" className="num">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {STATUSES.map((status) => (
              <tr key={status}>
                <td>
                  <StatusWord status={status} />
                </td>
                <td className="num i2">{count(now[status])}</td>
                <td className="num m">{count(then[status])}</td>
                <td className="num i2">{signed(then[status] - now[status])}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={`i3 small ${style.note}`}>
          {looked < concerned && `Looked at ${count(looked)} of them. `}A look at the present, with what is remembered
          of the past; no replay of it.
        </p>
      </Panel>
    </div>
  );
}

const signed = (value: number) => (value > 0 ? `+${count(value)}` : value === 0 ? '' : count(value));
