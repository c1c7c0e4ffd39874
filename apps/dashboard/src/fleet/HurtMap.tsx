import type { FleetGroupsView } from '@lockstep/contracts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWidth } from '../app/useWidth.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusBar } from '../design/StatusBar.tsx';
import { count, many, share } from '../figures/numbers.ts';
import { byShare, outOf } from './by-share.ts';
import { CellMap } from './CellMap.tsx';
import { useFleetGroups, type Grouping } from './useFleet.ts';
import style from './HurtMap.module.css';

type Group = FleetGroupsView['groups'][number];

/** Servers, sites or clients by their share out of step; beside each a mark for each of its mailboxes. */
export function HurtMap({ at }: { at: string | undefined }) {
  const by: Grouping = useSearch({ from: '/shell/', select: (search) => search.by }) ?? 'server';
  const navigate = useNavigate({ from: '/' });
  const groups = useFleetGroups(by, at);
  const hurts = groups.data?.groups.some((group) => outOf(group) > 0) ?? true;

  return (
    <Panel
      title={hurts ? 'Where it hurts' : 'The fleet'}
      sub={hurts ? `a mark a mailbox; ${by}s by share out of step` : `a mark a mailbox; none of the ${by}s hurts`}
      className="s8"
      controls={
        <Segmented
          label="Group by"
          value={by}
          options={[
            ['server', 'Server'],
            ['site', 'Site'],
            ['client', 'Client'],
          ]}
          onChange={(value) => void navigate({ search: (old) => ({ ...old, by: value }), replace: true })}
        />
      }
    >
      {groups.isError && !groups.data ? (
        <Failed what="The map could not be read." error={groups.error} onRetry={() => void groups.refetch()} />
      ) : !groups.data ? (
        <Skeleton lines={6} />
      ) : groups.data.groups.length === 0 ? (
        <Empty title="No mailbox yet." />
      ) : (
        <ul className={style.groups}>
          {byShare(groups.data.groups).map((group) => (
            <GroupRow key={group.name ?? ''} group={group} by={by} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function GroupRow({ group, by }: { group: Group; by: Grouping }) {
  const narrow = useWidth() === 'narrow';
  const out = outOf(group);
  const name = group.name ?? `no ${by} said`;
  const part = out / Math.max(1, group.total);
  return (
    <li className={style.group}>
      <div className={style.name}>
        <div className="m clip" title={name}>
          <GroupLink group={group} by={by}>
            {name}
          </GroupLink>
        </div>
        {!narrow && <div className="i3 small">{many(group.total, 'mailbox', 'mailboxes')}</div>}
      </div>
      <div className={style.share}>
        <div className="tn" style={part > 0.2 ? { color: 'var(--tx-mismatched)' } : undefined}>
          {share(out, group.total)}
        </div>
        <div className="i3 small">{narrow ? `${count(out)} of ${count(group.total)}` : `${count(out)} out`}</div>
      </div>
      {narrow || group.cells === null ? (
        <StatusBar statuses={group.statuses} className={`bar ${style.bar}`} />
      ) : (
        <CellMap
          cells={group.cells}
          label={`${name}: ${group.total} mailboxes, ${out} out of step. Arrow keys walk them.`}
        />
      )}
    </li>
  );
}

/** The list can be asked for a server or a site; a client it cannot. */
function GroupLink({ group, by, children }: { group: Group; by: Grouping; children: ReactNode }) {
  if (group.name === null || by === 'client') return children;
  const search = by === 'server' ? { server: group.name } : { label: `site:${group.name}` };
  return (
    <Link to="/mailboxes" search={search} className={style.link}>
      {children}
    </Link>
  );
}
