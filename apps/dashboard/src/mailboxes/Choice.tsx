import { Icon } from '../design/Icon.tsx';

export type Option = readonly [value: string, word: string];

/** A chip that is a native select: it works by keyboard, by touch and for screen readers as all selects do. */
export function Choice({
  name,
  value,
  options,
  onChange,
}: {
  name: string;
  value: string | undefined;
  options: readonly Option[];
  onChange: (value: string | undefined) => void;
}) {
  const known = options.some(([option]) => option === value);
  const word = options.find(([option]) => option === value)?.[1] ?? value;
  return (
    <span className={value === undefined ? 'chip' : 'chip on'}>
      <span className="clip">{value === undefined ? name : `${name}: ${word}`}</span>
      <Icon name="chevron" size={12} />
      <select aria-label={name} value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)}>
        <option value="">Any {name.toLowerCase()}</option>
        {value !== undefined && !known && <option value={value}>{value}</option>}
        {options.map(([option, said]) => (
          <option key={option} value={option}>
            {said}
          </option>
        ))}
      </select>
    </span>
  );
}
