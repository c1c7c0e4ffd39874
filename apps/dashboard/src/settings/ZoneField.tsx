import { useId } from 'react';
import { Labelled } from './Labelled.tsx';

/** A time zone by its name, with those that the browser knows. */
export function ZoneField({
  value,
  error,
  onChange,
}: {
  value: string;
  error: string | undefined;
  onChange: (zone: string) => void;
}) {
  const list = useId();
  return (
    <Labelled word="Time zone" error={error}>
      <input className="field" list={list} value={value} onChange={(event) => onChange(event.target.value)} />
      <datalist id={list}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </Labelled>
  );
}
