/** What both sides know by heart. Apart from the schemas, so that a page can have it without a parser. */

/** Socket `/live`, server to browser: an event `beat` this often, so that a browser knows within seconds that a line is dead. */
export const LIVE_BEAT_MS: number = 1_000;

/** The id of the policy for everyone: always there, and not to be removed. */
export const DEFAULT_POLICY_ID = 'default';
