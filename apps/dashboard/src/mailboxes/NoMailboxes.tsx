import type { IncidentView, PolicyList } from '@lockstep/contracts';
import { Empty } from '../design/Answers.tsx';
import { count, many } from '../figures/numbers.ts';
import { compact, isFiltered, type ListSearch } from './list-search.ts';
import { waysOut } from './filter-words.ts';
import { useViewTotals } from './useReplicaList.ts';
import style from './MailboxesPage.module.css';

/** A list with nothing in it: out of how many, and which filter one would have to leave. */
export function NoMailboxes({
  search,
  total,
  at,
  known,
  onChange,
  onClear,
}: {
  search: ListSearch;
  /** Of the fleet. */
  total: number;
  at: string | undefined;
  known: { readonly incidents: readonly IncidentView[]; readonly policies: PolicyList | undefined };
  onChange: (said: Partial<ListSearch>) => void;
  onClear: () => void;
}) {
  const ways = waysOut(search, known);
  const views = ways.map(({ word, leave }) => ({
    name: word,
    search: compact({ ...search, ...leave, closed: undefined }),
  }));
  const totals = useViewTotals(views, at);
  if (!isFiltered(search))
    return at === undefined ? (
      <Empty title="No mailbox yet.">Enrol a machine on the fleet page; its mailbox will appear here.</Empty>
    ) : (
      <Empty title="No mailbox was known then.">Nothing was enrolled before this moment.</Empty>
    );
  const helping = ways.flatMap((way, index) => (totals[index] ? [{ ...way, rows: totals[index] }] : []));
  return (
    <>
      <Empty
        title={`0 of ${many(total, 'mailbox', 'mailboxes')}`}
        action={
          <button type="button" className="btn" onClick={onClear}>
            Clear filters
          </button>
        }
      >
        {ways.length > 1 ? 'None matches all of these filters.' : 'None matches this filter.'}
        {ways.length > 1 && helping.length > 0 && ' With one of them left out:'}
      </Empty>
      {ways.length > 1 && helping.length > 0 && (
        <ul className={style.waysOut}>
          {helping.map(({ key, word, leave, rows }) => (
            <li key={key}>
              <button type="button" className="chip" onClick={() => onChange(leave)}>
                <span className="clip">without {word}</span>
                <b className="b tn">{count(rows)}</b>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
