import { Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { Moment } from '../figures/When.tsx';
import { usePolicyVersions } from './usePolicies.ts';
import style from './PoliciesPage.module.css';

/** Who changed it, when, and why. `marked`: the version that a link points to. */
export function PolicyHistory({ id, at, marked }: { id: string; at: string | undefined; marked: number | undefined }) {
  const versions = usePolicyVersions(id, at);
  return (
    <Panel title="Versions" className={style.history}>
      {versions.isError && !versions.data ? (
        <Failed what="The versions could not be read." error={versions.error} onRetry={() => void versions.refetch()} />
      ) : !versions.data ? (
        <Skeleton lines={3} />
      ) : (
        <ol className={style.versions}>
          {versions.data.items.map((version) => (
            <li
              key={`${version.version} ${version.removed}`}
              {...(version.version === marked && !version.removed && pointedAt)}
            >
              <span className="b">v{version.version}</span>
              <span>
                {version.changedAt === null ? (
                  'as Lockstep came'
                ) : (
                  <>
                    {version.removed ? 'removed' : 'saved'} <Moment at={version.changedAt} /> by {version.changedBy}
                  </>
                )}
                {version.why && <div className="i2">{version.why}</div>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

/** Below the form on a small page: it comes into view by itself. */
const pointedAt = {
  className: style.pointedAt,
  'aria-current': true,
  ref: (line: HTMLElement | null) => line?.scrollIntoView({ block: 'nearest' }),
} as const;
