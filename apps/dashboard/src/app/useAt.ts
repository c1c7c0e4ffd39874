import { useSearch } from '@tanstack/react-router';

/** The moment that is looked at; undefined: now. */
export function useAt(): string | undefined {
  return useSearch({ strict: false, select: (search) => search.at });
}
