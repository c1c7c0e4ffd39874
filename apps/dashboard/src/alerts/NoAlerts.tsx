import type { AlertCounts } from '@lockstep/contracts';
import { Empty } from '../design/Answers.tsx';
import { many } from '../figures/numbers.ts';
import type { AlertTab } from './alert-tabs.ts';

/** A list with nothing in it: what that means, and what would change it. */
export function NoAlerts({
  tab,
  q,
  counts,
  past,
}: {
  tab: AlertTab;
  q: string | undefined;
  counts: AlertCounts | undefined;
  past: boolean;
}) {
  if (q)
    return (
      <Empty title={`No alert says “${q}”.`}>A number, a name, a mailbox, a server or a label can be found.</Empty>
    );
  if (tab === 'open')
    return (
      <Empty title={past ? 'Nothing fired.' : 'Nothing fires.'}>
        {counts && counts.resolved > 0
          ? `${many(counts.resolved, 'alert was', 'alerts were')} resolved within a day.`
          : 'Mailboxes that fall out of step, agents that say nothing and ills of Lockstep itself appear here.'}
      </Empty>
    );
  const [title, text] = WORDS[tab];
  return <Empty title={title}>{text}</Empty>;
}

const WORDS: Readonly<Record<Exclude<AlertTab, 'open'>, readonly [string, string]>> = {
  'not-taken': [
    'Nothing waits for anybody.',
    'What fires is taken, or kept quiet by a silence, by maintenance or by its cause.',
  ],
  mine: ['Nothing is yours.', 'What you acknowledge, or what is assigned to you, stands here until it is resolved.'],
  recovering: [
    'Nothing recovers just now.',
    'An alert whose cause is gone waits here a few minutes whether it stays so.',
  ],
  silenced: ['Nothing is kept quiet.', 'What a silence, maintenance or a larger cause keeps quiet stands here.'],
  resolved: ['Nothing was resolved within a day.', 'Earlier ones are in the biography of the same alert.'],
};
