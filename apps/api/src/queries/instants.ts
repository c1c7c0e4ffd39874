/** PostgreSQL's bigint arrives as text; instants are far below 2^53. */
export function iso(instant: number | string): string {
  return new Date(Number(instant)).toISOString();
}

export function isoOrNull(instant: number | string | null): string | null {
  return instant === null ? null : iso(instant);
}
