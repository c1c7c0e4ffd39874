/** What a server takes at most. Apart from the schemas, so that an agent can heed it without the memory of a parser. */
export const LIMITS = {
  bodyBytes: 8 * 1024 * 1024,
  reportsPerBatch: 500,
  foldersPerReport: 20_000,
  troublesPerReport: 1_000,
  attemptsPerReport: 1_000,
  segmentsPerPath: 64,
  nameLength: 1_024,
  textLength: 4_096,
  items: 2_147_483_647,
} as const;
