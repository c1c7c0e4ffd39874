import type { FleetGroupsView } from '@lockstep/contracts';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useIsSmall, useWidth } from '../app/useWidth.ts';
import { Empty, Failed } from '../design/Answers.tsx';
import { Icon } from '../design/Icon.tsx';
import { Panel } from '../design/Panel.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Skeleton } from '../design/Skeleton.tsx';
import { StatusBar } from '../design/StatusBar.tsx';
import { count, many, share } from '../figures/numbers.ts';
import { TableToggle, TableView } from '../figures/TableView.tsx';
import { byShare, outOf } from './by-share.ts';
import { CellMap } from './CellMap.tsx';
import { groupsTable } from './tables.ts';
import { useFleetGroups, useGroupCells, type Grouping } from './useFleet.ts';
import style from './HurtMap.module.css';

type Group = FleetGroupsView['groups'][number];

/** Servers, sites or clients by their share out of step; beside each a mark for each of its mailboxes. */
export function HurtMap({ at }: { at: string | undefined }) {
  const by: Grouping = useSearch({ from: '/shell/', select: (search) => search.by }) ?? 'server';
  const navigate = useNavigate({ from: '/' });
  const groups = useFleetGroups(by, at);
  const [asTable, setAsTable] = useState(false);
  const width = useWidth();
  const hurts = groups.data?.groups.some((group) => outOf(group) > 0) ?? true;

  return (
    <Panel
      title={hurts ? 'Where it hurts' : 'The fleet'}
      sub={`${width !== 'wide' || groups.data?.groups[0]?.cells === null ? '' : 'a mark a mailbox; '}${hurts ? (width === 'wide' ? `${by}s by share out of step` : 'share out of step') : `${by}s by name, as none hurts`}`}
      className="s8"
      controls={
        <>
          <TableToggle on={asTable} onChange={setAsTable} what="The map" />
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
        </>
      }
    >
      {groups.isError && !groups.data ? (
        <Failed what="The map could not be read." error={groups.error} onRetry={() => void groups.refetch()} />
      ) : !groups.data ? (
        <Skeleton lines={6} />
      ) : groups.data.groups.length === 0 ? (
        <Empty title="No mailbox yet." />
      ) : asTable ? (
        <TableView table={groupsTable(byShare(groups.data.groups), by)} />
      ) : (
        <ul className={style.groups}>
          {byShare(groups.data.groups).map((group) => (
            <GroupRow key={group.name ?? ''} group={group} by={by} at={at} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function GroupRow({ group, by, at }: { group: Group; by: Grouping; at: string | undefined }) {
  const [open, setOpen] = useState(false);
  const narrow = useWidth() === 'narrow';
  const small = useIsSmall();
  const out = outOf(group);
  const name = group.name ?? `no ${by} said`;
  const part = out / Math.max(1, group.total);
  const label = `${name}: ${group.total} mailboxes, ${out} out of step. Arrow keys walk them.`;
  return (
    <li className={style.group}>
      <div className={style.name}>
        <div className="m clip" dir="auto" title={name}>
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
      {small ? (
        <StatusBar statuses={group.statuses} className={`bar ${style.bar}`} />
      ) : group.cells !== null ? (
        <CellMap cells={group.cells} label={label} />
      ) : group.name === null ? (
        <StatusBar statuses={group.statuses} className={`bar ${style.bar}`} />
      ) : (
        <div className={style.folded}>
          <button
            type="button"
            className={style.open}
            aria-expanded={open}
            aria-label={`${name}: its mailboxes, a mark each`}
            title={open ? 'Fold the mailboxes' : 'Show a mark a mailbox'}
            onClick={() => setOpen(!open)}
          >
            <StatusBar statuses={group.statuses} className={`bar ${style.bar}`} />
            <Icon name={open ? 'chevron' : 'right'} size={12} />
          </button>
          {open && <OpenedCells by={by} name={group.name} at={at} label={label} />}
        </div>
      )}
    </li>
  );
}

/** The cells of a group of a fleet that is too large to send them all at once. */
function OpenedCells({ by, name, at, label }: { by: Grouping; name: string; at: string | undefined; label: string }) {
  const cells = useGroupCells(by, name, at);
  if (cells.data) return <CellMap cells={cells.data} label={label} />;
  if (!cells.isError) return <Skeleton lines={3} />;
  return <Failed what="Its mailboxes could not be read." error={cells.error} onRetry={() => void cells.refetch()} />;
}

/** To the list of exactly those; for what says no server, site or client there is no such list. */
function GroupLink({ group, by, children }: { group: Group; by: Grouping; children: ReactNode }) {
  if (group.name === null) return children;
  const search = by === 'site' ? { label: `site:${group.name}` } : { [by]: group.name };
  return (
    <Link to="/mailboxes" search={search} className={style.link}>
      {children}
    </Link>
  );
}
