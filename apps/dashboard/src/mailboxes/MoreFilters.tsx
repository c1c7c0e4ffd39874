import type { FleetValues, IncidentView, PolicyList, Silence } from '@lockstep/contracts';
import { Icon } from '../design/Icon.tsx';
import { useId, type ReactNode } from 'react';
import { count } from '../figures/numbers.ts';
import {
  ACCEPTED_WORDS,
  AGES,
  ageWord,
  incidentWord,
  policyName,
  ruleWord,
  SILENCE_WORDS,
  SIZES,
  sizeWord,
} from './filter-words.ts';
import type { Option } from './Choice.tsx';
import { labelsOf, type ListSearch } from './list-search.ts';
import { Popover } from './Popover.tsx';
import style from './MailboxesPage.module.css';

/** Everything else that the list can be narrowed by, each with what there is to choose. */
export function MoreFilters({
  search,
  values,
  incidents,
  policies,
  past,
  onChange,
}: {
  search: ListSearch;
  values: FleetValues | undefined;
  incidents: readonly IncidentView[];
  policies: PolicyList | undefined;
  /** A past list is narrowed only by what is remembered of each moment. */
  past: boolean;
  onChange: (said: Partial<ListSearch>) => void;
}) {
  const labels = labelsOf(search);
  const counted = (list: FleetValues['rules'] | undefined, word: (value: string) => string): Option[] =>
    (list ?? []).map(({ value, replicas }) => [value, `${word(value)} (${count(replicas)})`]);
  return (
    <Popover
      label="Filter by more"
      className="chip dashed"
      button={
        <>
          <Icon name="filter" size={12} /> Filter
        </>
      }
    >
      <div className={style.form}>
        <Field
          name="Label"
          value={undefined}
          options={counted(values?.labels, (value) => value.replace(':', ': ')).filter(
            ([value]) => !labels.includes(value),
          )}
          none={labels.length > 0 ? 'Another label …' : 'Any'}
          onChange={(label) => label && onChange({ label: [...labels, label] })}
        />
        <Field
          name="Incident"
          value={search.incident}
          options={['any', 'none', ...incidents.flatMap(({ id }) => [id, `not-${id}`])].map((value) => [
            value,
            incidentWord(value, incidents),
          ])}
          onChange={(incident) => onChange({ incident })}
        />
        <Field
          name="Silence"
          value={search.silence}
          options={Object.entries(SILENCE_WORDS)}
          onChange={(silence) => onChange({ silence: silence as Silence | undefined })}
        />
        {past ? (
          <p className="i3 small">Conditions, policies, sizes and ages can be asked of now only.</p>
        ) : (
          <>
            <Field
              name="Condition"
              value={search.rule}
              options={counted(values?.rules, ruleWord)}
              onChange={(rule) => onChange({ rule })}
            />
            <Field
              name="Policy"
              value={search.policy}
              options={counted(values?.policies, (id) => policyName(id, policies))}
              onChange={(policy) => onChange({ policy })}
            />
            <Field
              name="Accepted difference"
              value={search.accepted}
              options={Object.entries(ACCEPTED_WORDS)}
              onChange={(accepted) => onChange({ accepted: accepted as 'yes' | 'no' | undefined })}
            />
            <Field
              name="Difference"
              value={search.difference?.toString()}
              options={SIZES.map((size) => [String(size), sizeWord(size)])}
              onChange={(difference) => onChange({ difference: difference ? Number(difference) : undefined })}
            />
            <Field
              name="Last reported"
              value={search.reportedAgo?.toString()}
              options={AGES.map((age) => [String(age), ageWord(age)])}
              onChange={(age) => onChange({ reportedAgo: age ? Number(age) : undefined })}
            />
          </>
        )}
      </div>
    </Popover>
  );
}

function Field({
  name,
  value,
  options,
  none = 'Any',
  onChange,
}: {
  name: string;
  value: string | undefined;
  options: readonly Option[];
  none?: ReactNode;
  onChange: (value: string | undefined) => void;
}) {
  const id = useId();
  const said = value || '';
  return (
    <div className={style.field}>
      <label htmlFor={id}>{name}</label>
      <select id={id} value={said} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">{none}</option>
        {said !== '' && !options.some(([option]) => option === said) && <option value={said}>{said}</option>}
        {options.map(([option, word]) => (
          <option key={option} value={option}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}
