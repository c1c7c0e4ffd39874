import type { ReactNode } from 'react';
import { EventLink } from '../diagnosis/Evidence.tsx';
import { Icon, type IconName } from '../design/Icon.tsx';
import { Sentence } from '../figures/Sentence.tsx';
import style from './FolderPage.module.css';

/** One link of the chain from what was said to who was told. */
export interface LinkOfChain {
  readonly key: string;
  readonly icon: IconName;
  readonly title: string;
  readonly sub: string;
  /** For the page and for the copy; `body` stands in its place on the page where it has links of its own. */
  readonly text: string;
  readonly body?: ReactNode;
  /** The entries of the timeline that it rests on. */
  readonly events?: readonly string[];
  /** Where else its origin can be read, as a policy's version. */
  readonly origin?: ReactNode;
}

const MOST_EVENTS = 3;

export function WhyLink({ link, replica }: { link: LinkOfChain; replica: string }) {
  const events = [...new Set(link.events ?? [])].slice(0, MOST_EVENTS);
  return (
    <li>
      <span className={style.round}>
        <Icon name={link.icon} />
      </span>
      <div>
        <div className={style.linkHead}>
          <b>{link.title}</b>
          {link.sub && <span className="i3">{link.sub}</span>}
        </div>
        <div className="i2">
          {link.body ?? <Sentence text={link.text} />}
          {link.origin && <> {link.origin}</>}
          {events.map((cursor) => (
            <span key={cursor}>
              {' '}
              <EventLink replica={replica} cursor={cursor} />
            </span>
          ))}
        </div>
      </div>
    </li>
  );
}
