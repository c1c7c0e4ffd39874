import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAt } from '../app/useAt.ts';
import { usePageTitle } from '../app/usePageTitle.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { many } from '../figures/numbers.ts';
import { PolicyEditor } from './PolicyEditor.tsx';
import { PolicyHistory } from './PolicyHistory.tsx';
import { scopeText } from './scope-text.ts';
import { usePolicies } from './usePolicies.ts';
import style from './PoliciesPage.module.css';

const NEW = 'new';

/** What counts as out of step, for whom. The most specific policy that fits a mailbox is the one it is judged by. */
export function PoliciesPage() {
  usePageTitle('Policies');
  const { policy: asked, version } = useSearch({ from: '/shell/policies' });
  const navigate = useNavigate({ from: '/policies' });
  const at = useAt();
  const policies = usePolicies(at, true);
  const readOnly = at !== undefined;
  const items = policies.data?.items ?? [];
  const making = asked === NEW && !readOnly;
  /** Each round opens the form anew, on what is in force then. */
  const [round, setRound] = useState(0);
  const open = making
    ? items[0]
    : (items.find(({ id }) => id === asked) ?? (asked === undefined || asked === NEW ? items[0] : undefined));
  const show = (policy: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, policy, version: undefined }) });

  return (
    <main className="page col g16">
      <div className={style.head}>
        <h1 className="title">Policies</h1>
        <span className="i3">what counts as out of step, for whom</span>
        <span className="grow" />
        {!readOnly && (
          <button type="button" className="btn" onClick={() => show(NEW)} disabled={making}>
            New policy
          </button>
        )}
      </div>
      {policies.isError && !policies.data ? (
        <Failed what="The policies could not be read." error={policies.error} onRetry={() => void policies.refetch()} />
      ) : !policies.data ? (
        <Skeleton lines={8} />
      ) : (
        <div className={style.body}>
          <nav className={`panel ${style.list}`} aria-label="Policies">
            {items.map((policy) => (
              <Link
                key={policy.id}
                to="/policies"
                search={(old) => ({ ...old, policy: policy.id, version: undefined })}
                className={!making && policy.id === open?.id ? style.on : undefined}
                aria-current={!making && policy.id === open?.id ? 'page' : undefined}
              >
                <span className="b clip">{policy.name}</span>
                <span className="i2 small clip" title={scopeText(policy.scope, items.length)}>
                  {scopeText(policy.scope, items.length)}
                </span>
                <span className="i3 small">
                  v{policy.version} · {many(policy.replicas, 'mailbox', 'mailboxes')}
                </span>
              </Link>
            ))}
          </nav>
          {open ? (
            <PolicyEditor
              key={`${making ? NEW : open.id} ${round} ${readOnly ? `then v${open.version}` : ''}`}
              policy={open}
              making={making}
              at={at}
              marked={version}
              onDone={(id) => {
                setRound((old) => old + 1);
                show(id);
              }}
              onReload={() => void policies.refetch().then(() => setRound((old) => old + 1))}
            />
          ) : (
            <>
              <section className="panel">
                <Empty
                  title={readOnly ? 'There was no such policy then.' : 'There is no such policy.'}
                  action={
                    <Link to="/policies" search={(old) => ({ ...old, policy: undefined, version: undefined })}>
                      All policies
                    </Link>
                  }
                >
                  {readOnly ? 'It may have been made since.' : 'It may have been removed.'}
                </Empty>
              </section>
              {asked !== undefined && version !== undefined && (
                <div className={style.side}>
                  <PolicyHistory id={asked} at={at} marked={version} />
                </div>
              )}
            </>
          )}
        </div>
      )}
    </main>
  );
}
