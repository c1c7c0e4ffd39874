/** Of the dashboard on a fleet of 100,000 mailboxes. */
export const GOALS = {
  firstDataMs: 1_000,
  listP99Ms: 50,
  fleetP99Ms: 30,
  frameMs: 50,
  tabMegabytes: 250,
  /** Of the 200 that are sent; the last ones are on their way when time is up. */
  changesPerSecond: 195,
  scriptKilobytes: 180,
  lighthouse: 95,
};
