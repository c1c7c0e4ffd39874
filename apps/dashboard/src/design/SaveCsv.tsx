import { saveCsv } from '../figures/csv.ts';

/** Saves what a table shows as a file. `csv` is asked for only then. */
export function SaveCsv({
  what,
  file,
  csv,
  none = false,
}: {
  /** For the tooltip, as in *The folders with their numbers*. */
  what: string;
  file: string;
  csv: () => string;
  none?: boolean;
}) {
  return (
    <button
      type="button"
      className="btn sm"
      disabled={none}
      title={`${what}, as CSV`}
      onClick={() => saveCsv(file, csv())}
    >
      CSV
    </button>
  );
}
