import { SYNCHRONIZE_NEWER } from './outlook-steps.ts';

/** K11's steps, which K7 needs as well: a new offline folders file beside the old one. */
export const NEW_STORE_STEPS: readonly string[] = [
  'In Outlook open Tools → Services.',
  'Pick Microsoft Exchange Server in the list and open Properties.',
  'On the Advanced tab open Offline Folder File Settings.',
  'Choose Disable Offline Use and answer Yes.',
  'Open Offline Folder File Settings again.',
  'In the File box give the file a new name, and leave `{store}`, the old file, where it is.',
  'Choose OK three times, until all dialogs are closed.',
  'Run Tools → Synchronize → All Folders, and wait until the progress bar has gone.',
  'In newer versions of Outlook, close Outlook, rename the file and start Outlook again instead: it makes a new one by itself.',
];

/** The same in Outlook 2007 and newer. */
export const NEW_STORE_NEWER: readonly string[] = [
  'Look up the file of {mailbox} and its place: *File → Account Settings → Account Settings → Data Files*.',
  'Close Outlook, and wait until OUTLOOK.EXE is gone from the *Task Manager*.',
  'Rename `{store}`, for example with .old at its end, and do not delete it.',
  'Start Outlook again: it makes a new file by itself.',
  SYNCHRONIZE_NEWER,
];
