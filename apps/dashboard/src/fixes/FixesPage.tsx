import type { FixArticleView } from '@lockstep/contracts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { SaveCsv } from '../design/SaveCsv.tsx';
import { SearchAsYouType } from '../design/SearchAsYouType.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { useFixArticles } from '../diagnosis/useDiagnoses.ts';
import { count, listed, many } from '../figures/numbers.ts';
import { FixArticle } from './FixArticle.tsx';
import { FixTable } from './FixTable.tsx';
import { fixesCsv } from './fixes-csv.ts';
import { foundFixes } from './found.ts';
import { byUse } from './in-use.ts';
import style from './FixesPage.module.css';

/** Every cause that is known, what mends it, and how that fares here. */
export function FixesPage() {
  usePageTitle('Fixes');
  const { find = '', fix } = useSearch({ from: '/shell/fixes' });
  const navigate = useNavigate({ from: '/fixes' });
  const articles = useFixArticles(useAt(), true);
  const all = articles.data?.items ?? [];
  const shown = foundFixes(all, find);
  const open = all.find(({ id }) => id === fix) ?? byUse(shown).here[0] ?? shown[0];

  return (
    <main className="page col g16">
      <div className={style.head}>
        <h1 className="title">Fixes</h1>
        <span className="i3">{sentence(all)}</span>
        <span className="grow" />
        <SaveCsv what="The fixes that are shown" file="fixes" csv={() => fixesCsv(shown)} none={shown.length === 0} />
        <SearchAsYouType
          label="Find a fix"
          placeholder="Words of the trouble, or of a step"
          className={style.search}
          value={find}
          onChange={(said) =>
            void navigate({ search: (old) => ({ ...old, find: said || undefined, fix: undefined }), replace: true })
          }
        />
      </div>
      {articles.isError && !articles.data ? (
        <Failed what="The fixes could not be read." error={articles.error} onRetry={() => void articles.refetch()} />
      ) : !articles.data ? (
        <Skeleton lines={8} />
      ) : (
        <div className={`${style.body} ${fix === undefined ? style.list : style.one}`}>
          <section className={`panel ${style.fixes}`} aria-label="All fixes">
            {shown.length === 0 ? (
              <Empty
                title="No fix holds all of these words."
                action={
                  <button
                    type="button"
                    className="btn"
                    onClick={() => void navigate({ search: (old) => ({ ...old, find: undefined }) })}
                  >
                    All {count(all.length)}
                  </button>
                }
              />
            ) : (
              <FixTable
                articles={shown}
                open={open?.id}
                onOpen={(id) => void navigate({ search: (old) => ({ ...old, fix: id }) })}
              />
            )}
          </section>
          {open && (
            <div className={style.article}>
              <Link to="/fixes" search={(old) => ({ ...old, fix: undefined })} className={`btn ${style.all}`}>
                <Icon name="back" />
                All fixes
              </Link>
              <FixArticle key={open.id} article={open} />
            </div>
          )}
        </div>
      )}
    </main>
  );
}

function sentence(articles: readonly FixArticleView[]): string {
  if (articles.length === 0) return '';
  const sum = (of: (article: FixArticleView) => number) => articles.reduce((total, article) => total + of(article), 0);
  const tried = sum(({ fares }) => fares.tried);
  const confirmed = sum(({ fares }) => fares.confirmed);
  const waiting = sum(({ fares }) => fares.waiting);
  const relapsed = sum(({ fares }) => fares.relapsed);
  if (tried === 0) return `${many(articles.length, 'known cause')}; no fix has been tried here yet`;
  return listed([
    `${count(tried)} tried here`,
    ...(confirmed > 0 ? [`${count(confirmed)} confirmed by later reports`] : []),
    ...(waiting > 0 ? [`${count(waiting)} waiting`] : []),
    ...(relapsed > 0 ? [`${count(relapsed)} came back`] : []),
  ]);
}
