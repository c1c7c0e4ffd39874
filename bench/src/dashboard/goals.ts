/** Of the dashboard on a fleet of 100,000 mailboxes. */
export const GOALS = {
  firstDataMs: 1_000,
  listP99Ms: 50,
  fleetP99Ms: 30,
  frameMs: 50,
  tabMegabytes: 250,
  scriptKilobytes: 180,
  lighthouse: 95,
};
