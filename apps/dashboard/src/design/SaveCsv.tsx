import { useState } from 'react';
import { saveCsv } from '../figures/csv.ts';

/** Saves what a table shows as a file. `csv` is asked for only then; it may have to read more than is shown yet. */
export function SaveCsv({
  what,
  file,
  csv,
  none = false,
}: {
  /** For the tooltip, as in *The folders with their numbers*. */
  what: string;
  file: string;
  csv: () => string | Promise<string>;
  none?: boolean;
}) {
  const [state, setState] = useState<'at rest' | 'reading' | 'failed'>('at rest');
  const save = async () => {
    setState('reading');
    try {
      saveCsv(file, await csv());
      setState('at rest');
    } catch {
      setState('failed');
    }
  };
  const failed = state === 'failed';
  return (
    <button
      type="button"
      className="btn sm"
      disabled={none || state === 'reading'}
      aria-busy={state === 'reading'}
      title={failed ? 'It could not be read whole, so nothing was saved' : `${what}, as CSV`}
      onClick={() => void save()}
    >
      CSV
      {failed && <span role="alert"> failed, again?</span>}
    </button>
  );
}
