export const USAGE = `lockstep-agent: reads an offline mail store and its server, and reports the three numbers of every folder

  lockstep-agent look  [sources] [--json]                         print the numbers; needs no Lockstep server
  lockstep-agent join  --server URL --key KEY --mailbox ADDRESS [sources]   enrol this replica, once
  lockstep-agent run   [--interval SECONDS]                       report for ever
  lockstep-agent once                                             report once
  lockstep-agent sync  [--trigger WHY] -- mbsync -a               run mbsync, and note how it went for the agent

Sources (after join they are remembered)
  --offline maildir:DIR         the offline store, such as maildir:~/Mail
  --mbsyncrc FILE               mbsync's configuration (default ~/.mbsyncrc): layout, channels, where the sync state is
  --server-mailbox URL          imap://anna@host:143 or imaps://anna@host; default: what the mbsyncrc says
  --password-file FILE          holds the IMAP password; or set LOCKSTEP_IMAP_PASSWORD. Never on the command line
  --starttls                    insist on STARTTLS
  --tls-ca FILE                 trust this authority (PEM)
  --sync-log FILE               mbsync's output, appended by cron or systemd: its runs are told too
  --trigger WHY                 with sync: schedule, manual, start or exit
  --timeout SECONDS             patience with the IMAP server (default 30)

Enrolment
  --server URL                  the Lockstep server
  --key KEY | --key-file FILE   the join key; or set LOCKSTEP_JOIN_KEY
  --mailbox ADDRESS             whose mailbox it is
  --device NAME                 default: this host's name
  --label NAME=VALUE            for grouping, such as site=Lyon; may be repeated

Everywhere
  --config FILE                 a JSON file with the same words in camelCase
  --state DIR                   the agent's own folder (token, spool, memory)
  --spool-limit MIB             how much may wait for the server (default 64)
  --help  --version

Exit: 0 all was read, 1 something is unknown or not delivered, 2 wrong use, 3 the server does not accept this agent.
sync exits as the program that it ran.
`;
