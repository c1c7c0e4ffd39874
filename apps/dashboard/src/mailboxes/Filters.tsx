import type { FleetView } from '@lockstep/contracts';
import { useRef } from 'react';
import { useKeys } from '../app/keyboard.ts';
import { Icon } from '../design/Icon.tsx';
import { SearchAsYouType } from '../design/SearchAsYouType.tsx';
import { useFleetValues } from '../fleet/useFleet.ts';
import { usePolicies } from '../policies/usePolicies.ts';
import { Choice } from './Choice.tsx';
import { AGES, ageWord, applied, clientOptions, clientSearch, clientValue } from './filter-words.ts';
import { isNarrowed, labelsOf, type ListSearch } from './list-search.ts';
import { MoreFilters } from './MoreFilters.tsx';
import style from './MailboxesPage.module.css';

/** What narrows the list beside the status. All of it stands in the URL, and each part of it is a chip that leaves it. */
export function Filters({
  search,
  fleet,
  onChange,
  onClear,
  at,
}: {
  search: ListSearch;
  fleet: FleetView | undefined;
  onChange: (said: Partial<ListSearch>) => void;
  onClear: () => void;
  at: string | undefined;
}) {
  const { data: values } = useFleetValues();
  const policies = usePolicies(at).data;
  const bar = useRef<HTMLDivElement>(null);
  useKeys({ f: () => bar.current?.querySelector('input')?.focus() });

  const sites = (values?.labels ?? []).flatMap(({ value }) => (value.startsWith('site:') ? [value] : []));
  const labels = labelsOf(search);
  const site = labels.find((label) => label.startsWith('site:'));
  const others = labels.filter((label) => label !== site);
  const incidents = fleet?.incidents ?? [];
  const chips = applied(
    { ...search, label: others, ...(search.client && { version: undefined }) },
    { incidents, policies },
  );
  const withSite = (label: Partial<ListSearch>): Partial<ListSearch> =>
    'label' in label && site !== undefined ? { label: [site, ...labelsOf(label)] } : label;
  return (
    <div ref={bar} className={style.filters}>
      <SearchAsYouType
        label="Name, address, device or folder"
        placeholder="Name, address, device, folder"
        className={style.find}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      {chips.map(({ key, word, leave }) => (
        <button
          key={key}
          type="button"
          className="chip on"
          aria-label={`${word}; press to leave it`}
          onClick={() => onChange(withSite(leave))}
        >
          <span className="clip" title={word}>
            {word}
          </span>
          <Icon name="cross" size={12} />
        </button>
      ))}
      <Choice
        name="Server"
        value={search.server}
        options={(values?.servers ?? []).map(({ value }) => [value, value] as const).sort()}
        onChange={(server) => onChange({ server })}
      />
      <Choice
        name="Client"
        value={search.client === undefined ? undefined : clientValue(search.client, search.version)}
        options={clientOptions(values?.clients ?? [])}
        onChange={(client) => onChange(clientSearch(client))}
      />
      {(sites.length > 0 || site !== undefined) && (
        <Choice
          name="Site"
          value={site}
          options={sites.map((value) => [value, value.slice('site:'.length)] as const).sort()}
          onChange={(label) => onChange({ label: label === undefined ? others : [label, ...others] })}
        />
      )}
      {at === undefined && (
        <Choice
          name="Last synchronized"
          value={search.synchronizedAgo?.toString()}
          options={AGES.map((age) => [String(age), ageWord(age)] as const)}
          onChange={(age) => onChange({ synchronizedAgo: age ? Number(age) : undefined })}
        />
      )}
      <MoreFilters
        search={search}
        values={values}
        incidents={incidents}
        policies={policies}
        past={at !== undefined}
        onChange={onChange}
      />
      <span className="grow" />
      {isNarrowed(search) && (
        <button type="button" className="btn sm ghost" onClick={onClear}>
          Clear all
        </button>
      )}
    </div>
  );
}
