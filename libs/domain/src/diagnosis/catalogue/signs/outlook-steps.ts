/** What several fixes ask of an Outlook: of today first, and of that of the article where its menus are others. */

export const SYNCHRONIZE_OUTLOOK =
  'Synchronize once by hand: *Send/Receive → Send/Receive All Folders*; in Outlook 2000 *Tools → Synchronize → All Folders*.';

/** The same where the version is known. */
export const SYNCHRONIZE_NEWER =
  'Synchronize once by hand: *Send/Receive → Send/Receive All Folders*, or press F9; leave Outlook open until the status bar says that all folders are up to date.';

export const READ_ERRORS_OF_OUTLOOK =
  'Read what Outlook says went wrong: *Send/Receive → Show Progress → Errors*, and the messages in the folder *Sync Issues*.';

export const NEW_STORE_OF_OUTLOOK =
  'Rename `{store}` and do not delete it, then start Outlook: it makes a new file. In Outlook 2000 do as K11 says.';

/** Gives up the offline copy of one folder: what only it has is to be exported before. */
export const FETCH_FOLDER_ANEW: readonly string[] = [
  'Right-click {folder} in Outlook, and choose *Properties → General → Clear Offline Items*.',
  'Open the folder and choose *Send/Receive → Update Folder*.',
  'Where there is no such button, or it does not help, make a new offline folders file as K11 says, after the export that it asks for.',
  'Compare the counts, and import again what was exported because it was only offline.',
];

export const OFFLINE_IN_OUTLOOK_2000 =
  'In Outlook 2000, open the folder’s *Properties → Synchronization* and choose *When offline or online*.';

const IN_NEWER: ReadonlyMap<string, readonly string[]> = new Map([
  [SYNCHRONIZE_OUTLOOK, [SYNCHRONIZE_NEWER]],
  [NEW_STORE_OF_OUTLOOK, ['Rename `{store}` and do not delete it, then start Outlook: it makes a new file.']],
  [OFFLINE_IN_OUTLOOK_2000, []],
]);

/** Without what these steps say of older versions. */
export const inNewerOutlook = (steps: readonly string[]): readonly string[] =>
  steps.flatMap((step) => IN_NEWER.get(step) ?? [step]);
