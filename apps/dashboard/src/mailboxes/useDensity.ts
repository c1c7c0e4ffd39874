import { useState } from 'react';

export type Density = 'roomy' | 'compact';
const STORED = 'lockstep.rows';
const STORED_COLUMNS = 'lockstep.columns';

/** How high rows are; kept in this browser. */
export function useDensity(): readonly [Density, (density: Density) => void] {
  const [density, setDensity] = useState<Density>(() =>
    localStorage.getItem(STORED) === 'compact' ? 'compact' : 'roomy',
  );
  return [
    density,
    (said) => {
      localStorage.setItem(STORED, said);
      setDensity(said);
    },
  ];
}

/** The columns that were chosen last, for lists whose URL names none; null: the usual ones. */
export const lastColumns = (): string | null => localStorage.getItem(STORED_COLUMNS);

export function rememberColumns(columns: string | undefined): void {
  if (columns === undefined) localStorage.removeItem(STORED_COLUMNS);
  else localStorage.setItem(STORED_COLUMNS, columns);
}
