import type { FixArticleView, FixFares } from '@lockstep/contracts';
import { count } from '../figures/numbers.ts';
import { duration } from '../figures/time.ts';
import { byUse } from './in-use.ts';
import style from './FixesPage.module.css';

/** One line a cause; first those that stand or were tried here. Each in the order in which they are to be tried: causes before effects, cheap and safe before dear and risky. */
export function FixTable({
  articles,
  open,
  onOpen,
}: {
  articles: readonly FixArticleView[];
  open: string | undefined;
  onOpen: (id: string) => void;
}) {
  const { here, others } = byUse(articles);
  const groups = (
    [
      ['Of use here', here],
      ['Known besides', others],
    ] as const
  ).filter(([, group]) => group.length > 0);
  return (
    <div className={style.scroll}>
      <table className={style.table}>
        <caption className="visually-hidden">Fixes with how they fare here</caption>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col" className="num" title="Suggested now, and not tried">
              Open
            </th>
            <th scope="col" className="num">
              Tried
            </th>
            <th scope="col" className="num">
              Confirmed
            </th>
            <th scope="col" className={`num ${style.more}`}>
              Came back
            </th>
            <th scope="col" className={`num ${style.more}`} title="From tried to confirmed">
              Median
            </th>
          </tr>
        </thead>
        {groups.map(([name, group]) => (
          <tbody key={name}>
            {groups.length > 1 && (
              <tr className={style.group}>
                <th colSpan={6} scope="rowgroup">
                  {name} <span className="i3">{count(group.length)}</span>
                </th>
              </tr>
            )}
            {group.map((article) => (
              <tr key={article.id} className={article.id === open ? style.on : undefined}>
                <td className={style.cause}>
                  <button
                    type="button"
                    onClick={() => onOpen(article.id)}
                    aria-current={article.id === open || undefined}
                  >
                    <span className={`mono ${style.id}`}>{article.id}</span>
                    <span className="m">{article.title}</span>
                  </button>
                </td>
                <Fares fares={article.fares} nothingToDo={article.steps.length === 0} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Fares({ fares, nothingToDo }: { fares: FixFares; nothingToDo: boolean }) {
  const figure = (value: number, more = '') => (
    <td className={`num ${value === 0 ? 'i3' : ''} ${more}`}>{count(value)}</td>
  );
  if (nothingToDo)
    return (
      <td colSpan={5} className={`num i3 small ${style.nothing}`}>
        nothing is to be done
      </td>
    );
  if (fares.open + fares.tried === 0)
    return (
      <td colSpan={5} className={`num i3 small ${style.nothing}`}>
        neither open nor tried
      </td>
    );
  return (
    <>
      {figure(fares.open)}
      {figure(fares.tried)}
      {figure(fares.confirmed)}
      {figure(fares.relapsed, style.more)}
      <td className={`num i3 ${style.more}`}>
        {fares.tried > 0 && !fares.enough
          ? 'too few to tell'
          : fares.medianMsToConfirm === null
            ? '—'
            : duration(fares.medianMsToConfirm)}
      </td>
    </>
  );
}
