import { Link, useNavigate } from '@tanstack/react-router';
import { Icon } from '../design/Icon.tsx';
import tabs from '../design/Tabs.module.css';
import { count } from '../figures/numbers.ts';
import type { ListSearch } from './list-search.ts';
import { currentView, isView, useSavedViews } from './saved-views.ts';
import { SaveView } from './SaveView.tsx';
import { useViewTotals } from './useReplicaList.ts';
import style from './MailboxesPage.module.css';

/** The lists that were given a name, each with how many rows it has now, and the way to name this one. */
export function SavedViews({ search, at }: { search: ListSearch; at: string | undefined }) {
  const { views, keep, forget } = useSavedViews();
  const totals = useViewTotals(views, at);
  const navigate = useNavigate({ from: '/mailboxes' });
  const current = currentView(search, views);
  return (
    <>
      {views.length > 0 && <span className={style.rule} aria-hidden="true" />}
      {views.map((view, index) => {
        const on = view.name === current?.name;
        return (
          <span key={view.name} className={style.saved}>
            <Link
              to="/mailboxes"
              search={{ ...view.search, view: view.name }}
              className={on ? tabs.on : undefined}
              aria-current={on ? 'true' : undefined}
            >
              {view.name}
              {totals[index] != null && <span className={tabs.n}>{count(totals[index])}</span>}
            </Link>
            {on && (
              <button
                type="button"
                aria-label={`Forget the view ${view.name}`}
                title="Forget this view"
                onClick={() => {
                  forget(view.name);
                  void navigate({ search: (old) => ({ ...old, view: undefined }), replace: true });
                }}
              >
                <Icon name="cross" size={11} />
              </button>
            )}
          </span>
        );
      })}
      {!views.some((view) => isView(search, view)) && (
        <SaveView
          name={search.view ?? ''}
          onSave={(name) => {
            keep(name, search);
            void navigate({ search: (old) => ({ ...old, view: name }), replace: true });
          }}
        />
      )}
    </>
  );
}
