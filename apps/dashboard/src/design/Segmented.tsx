/** One of a few, all in sight. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly (readonly [value: T, word: string])[];
  onChange: (value: T) => void;
}) {
  return (
    <div className="seg" role="group" aria-label={label}>
      {options.map(([option, word]) => (
        <button
          key={option}
          type="button"
          className={option === value ? 'on' : undefined}
          aria-pressed={option === value}
          onClick={() => onChange(option)}
        >
          {word}
        </button>
      ))}
    </div>
  );
}
