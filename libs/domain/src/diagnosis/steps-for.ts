import type { Fix } from './rule.ts';

/** The steps of a fix that are for a replica of this type: nobody with an Outlook is sent to the files of another client. */
export const stepsFor = ({ steps, exchangeSteps = steps }: Fix, exchangeType: boolean): readonly string[] =>
  exchangeType ? exchangeSteps : steps;
