import { Icon } from '../design/Icon.tsx';
import { SearchAsYouType } from '../design/SearchAsYouType.tsx';
import { useFleetGroups } from '../fleet/useFleet.ts';
import type { ListSearch } from './list-search.ts';
import style from './MailboxesPage.module.css';

/** What narrows the list beside the status. All of it stands in the URL. */
export function Filters({
  search,
  onChange,
  at,
}: {
  search: ListSearch;
  onChange: (said: Partial<ListSearch>) => void;
  at: string | undefined;
}) {
  const servers = useFleetGroups('server', at).data?.groups.flatMap((group) => group.name ?? []) ?? [];
  const sites = useFleetGroups('site', at).data?.groups.flatMap((group) => group.name ?? []) ?? [];
  const label = [search.label].flat()[0];
  const filtered = search.q || search.server || search.label || search.incident;
  return (
    <div className={style.filters}>
      <SearchAsYouType
        label="Name, address, device or folder"
        placeholder="Name, address, device, folder"
        className={style.find}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <Choice
        name="Server"
        value={search.server}
        options={[...servers].sort().map((server) => [server, server])}
        onChange={(server) => onChange({ server })}
      />
      {(sites.length > 0 || search.label) && (
        <Choice
          name={label && !label.startsWith('site:') ? 'Label' : 'Site'}
          value={label}
          options={[...sites].sort().map((site) => [`site:${site}`, site])}
          onChange={(label) => onChange({ label })}
        />
      )}
      {search.incident && (
        <button
          type="button"
          className="chip on"
          aria-label="Of one incident; press to leave it"
          onClick={() => onChange({ incident: undefined })}
        >
          <span className="clip">Of one incident</span>
          <Icon name="cross" size={12} />
        </button>
      )}
      <span className="grow" />
      {filtered && (
        <button
          type="button"
          className="btn sm ghost"
          onClick={() => onChange({ q: undefined, server: undefined, label: undefined, incident: undefined })}
        >
          Clear all
        </button>
      )}
    </div>
  );
}

/** A chip that is a native select: it works by keyboard, by touch and for screen readers as all selects do. */
function Choice({
  name,
  value,
  options,
  onChange,
}: {
  name: string;
  value: string | undefined;
  options: readonly (readonly [value: string, word: string])[];
  onChange: (value: string | undefined) => void;
}) {
  const known = options.some(([option]) => option === value);
  const word = options.find(([option]) => option === value)?.[1] ?? value;
  return (
    <span className={value ? 'chip on' : 'chip'}>
      <span className="clip">{value ? `${name}: ${word}` : name}</span>
      <Icon name="chevron" size={12} />
      <select aria-label={name} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">Any {name.toLowerCase()}</option>
        {value && !known && <option value={value}>{value}</option>}
        {options.map(([option, said]) => (
          <option key={option} value={option}>
            {said}
          </option>
        ))}
      </select>
    </span>
  );
}
