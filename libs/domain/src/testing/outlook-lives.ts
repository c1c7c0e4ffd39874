import { Outlook } from './outlook.ts';

/** Synchronizes at every report, as mail comes. */
export const healthy = (ms: number) => (outlook: Outlook) => outlook.on(ms, (one) => one.mail().synchronize());

export const told = (...steps: ((outlook: Outlook) => unknown)[]) => {
  const outlook = new Outlook();
  for (const step of steps) step(outlook);
  return outlook;
};
export const mailComes =
  (ms: number, each = 5) =>
  (outlook: Outlook) =>
    outlook.on(ms, (one) => one.mail(each));
