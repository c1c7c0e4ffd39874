/** What people ask of the list: each filter and each order, words as they are typed, and all of it together. */
export const LIST_QUESTIONS: Readonly<Record<string, string>> = {
  'nothing narrowed': '',
  status: 'status=mismatched,stale',
  'most of them': 'status=in-step',
  server: 'server=imap-01.example.org',
  site: 'label=site:Lyon',
  'two labels': 'label=site:Lyon&label=team:Sales',
  client: 'client=Thunderbird',
  'client and version': 'client=Thunderbird&version=140.1.0',
  policy: 'policy=default',
  rule: 'rule=mismatch',
  'rule and kind': 'rule=trouble:server-unreachable',
  silence: 'silence=missing',
  'of an incident': 'incident=any',
  'of no incident': 'incident=none',
  'accepted difference': 'accepted=true',
  'difference at least': 'difference=100',
  'last synchronized': 'synchronizedAgo=86400',
  'last reported': 'reportedAgo=3600',
  'one letter': 'q=a',
  'two letters': 'q=an',
  'a name': 'q=marchetti',
  'a name and a folder': 'q=marchetti%20kernel',
  'a device': 'q=laptop-2a',
  'a word that all have': 'q=example',
  'several at once': 'status=mismatched,stale,silent&label=site:Lyon&client=Thunderbird&difference=10&q=an',
  ...Object.fromEntries(
    [
      ...['status', 'since', 'mailbox', 'device', 'client', 'server'],
      ...['foldersOut', 'itemsBehind', 'lastSynchronizedAt', 'lastReportedAt'],
    ].flatMap((sort) => [
      [`sorted by ${sort}`, `sort=${sort}`],
      [`sorted by ${sort}, descending`, `sort=-${sort}`],
      [`a site, sorted by ${sort}`, `label=site:Lyon&sort=${sort}`],
    ]),
  ),
};

/** A person's name, a device, a folder, and what nothing is called. */
export const AS_TYPED = ['marchetti', 'laptop-2a', 'kernel', 'nobody'];

/** One by each kind of key: by an index, and by what moves with every report. */
export const DEEP_ORDERS = ['status', '-since', 'mailbox', '-lastReportedAt', '-itemsBehind'];
