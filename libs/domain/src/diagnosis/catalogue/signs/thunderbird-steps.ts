/** Where the steps before it are those of another client. */
export const IN_THUNDERBIRD_INSTEAD =
  'In Thunderbird instead: right-click {folder}, then *Properties → General Information → Repair Folder*.';
