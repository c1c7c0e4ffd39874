import type { ChannelView } from '@lockstep/contracts';
import { Check } from './Labelled.tsx';
import style from './Settings.module.css';

/** Which channels, of all there are. */
export function ChannelPicks({
  legend,
  all,
  picked,
  error,
  onChange,
}: {
  legend: string;
  all: readonly ChannelView[];
  picked: readonly string[];
  error: string | undefined;
  onChange: (picked: readonly string[]) => void;
}) {
  return (
    <fieldset className={style.plain}>
      <legend className="m">{legend}</legend>
      {all.length === 0 && <p className="i2">There is no channel yet.</p>}
      <div className={style.checks}>
        {all.map(({ id, name, enabled }) => (
          <Check
            key={id}
            checked={picked.includes(id)}
            onChange={(on) => onChange(on ? [...picked, id] : picked.filter((one) => one !== id))}
          >
            {name}
            {!enabled && <span className="i3"> · off</span>}
          </Check>
        ))}
      </div>
      {error && <p className={style.error}>{error}</p>}
    </fieldset>
  );
}
