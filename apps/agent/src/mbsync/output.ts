/** A trouble that mbsync itself told of. `box` is its own name for the folder; null: the run as a whole, or it did not say which. */
export interface SaidTrouble {
  readonly code: string;
  readonly detail: string;
  readonly box: string | null;
}

/** What the output of one run says. */
export interface RunOutput {
  /** Complaints in mbsync's words, without repetition and without secrets. */
  readonly errors: readonly string[];
  readonly troubles: readonly SaidTrouble[];
  /** Boxes that were not synchronized. */
  readonly failedBoxes: readonly string[];
  /** Something failed that is not of one box: the connection, the password, the configuration. */
  readonly failedAsWhole: boolean;
}

interface Complaint {
  readonly seen: RegExp;
  /** Null: it has no code of ours, and is told in the words of the attempt alone. */
  readonly code: string | null;
  /** `warning`: the run went on. `box`: the run left this box and went on with the others. */
  readonly reach: 'run' | 'box' | 'warning';
  /** Told instead of mbsync's words, where those may repeat what nobody else should read. */
  readonly told?: (match: RegExpExecArray) => string;
}

// The words of isync 1.3 to 1.5. A group named `box` is the folder. Of two that fit, the first one counts.
const COMPLAINTS: readonly Complaint[] = [
  run('server-unreachable', /^IMAP command '(?:LOGIN|AUTHENTICATE)\b.* NO \[UNAVAILABLE\]/),
  // The name of the user may stand in the command, and the server may repeat anything.
  run(
    'credentials-rejected',
    /^IMAP command '(?:LOGIN|AUTHENTICATE)\b.*? returned an error: (?<answer>.*)$/,
    (match) => {
      return `the server refused the login: ${match.groups!['answer']}`;
    },
  ),
  run('credentials-rejected', /^Skipping account (?:.*), (?:no password|no user)\b/),
  run(
    'credentials-rejected',
    /^Skipping account (?<account>[^,]*), .*?(?<how>failed|crashed|exited with status \d+|produced no output)$/,
    (match) => {
      return `the command for the password of account ${match.groups!['account']} ${match.groups!['how']}`;
    },
  ),
  run('credentials-rejected', /^IMAP error: (?:server supports no acceptable|selected SASL) /),
  run('credentials-rejected', /^Error (?:performing|initializing|encoding|decoding|setting) SASL /),
  run('tls-failed', /^(?:SSL error connecting |Socket error: secure |IMAP error: SSL support not available)/),
  run('tls-failed', /^Error, (?:no server certificate|cannot get certificate|certificate owner )/),
  run('server-timeout', /^Socket error on .*: timeout\.?$/),
  run('server-timeout', /^Cannot connect to .*: (?:Connection|Operation) timed out$/),
  run(
    'server-unreachable',
    /^(?:Cannot connect to |No working address found for |Error: Cannot resolve server |Socket error)/,
  ),
  run('server-unreachable', /^IMAP error: unexpected (?:BYE|EOF)\b/),
  run(null, /^Error: cannot (?:create SyncState directory|open store) /),
  run(
    null,
    /^(?:\S.*)?:(?<line>\d+): .*(?:not a recognized|is not recognized|unknown |invalid |excess token|missing|malformed|unterminated|Unrecognized|must be|may not)/,
    (match) => {
      return `the configuration cannot be read at line ${match.groups!['line']}`;
    },
  ),
  run(null, /^(?:Cannot open config file|No channels defined|No channel specified|No channel or group named) /),

  box(
    'uidvalidity-changed',
    /^Error: channel [^,]*, (?:far|near) side box (?<box>.*): (?:UIDVALIDITY genuinely changed|Unable to recover from UIDVALIDITY)/,
  ),
  box('uidvalidity-changed', /^Error: channel .*: UIDVALIDITY of both far side (?<box>.*) and near side .* changed/),
  box('offline-store-in-use', /^Error: channel :[^:]*:(?<box>.*)-:[^:]*:.* is locked$/),
  box('offline-store-in-use', /^Maildir error: cannot fcntl lock UIDVALIDITY/),
  box('server-folder-missing', /^Error: channel [^:]*: far side box (?<box>.*) cannot be opened\.$/),
  box('offline-folder-missing', /^Error: channel [^:]*: near side box (?<box>.*) cannot be opened\.$/),
  box('sync-state-damaged', /^Error: (?:incomplete|invalid|malformed|unrecognized|unterminated) sync state /),
  box(
    'sync-state-damaged',
    /^Error: (?:incomplete|incompatible|malformed|unrecognized) journal |^Error: journal entry at /,
  ),
  box(
    'sync-state-damaged',
    /^Error: cannot (?:read|create new) (?:sync state|journal) |^Error: cannot read (?:sync state|journal) /,
  ),
  box(
    'offline-store-damaged',
    /^Maildir error: (?:duplicate UID|UID \d+ is beyond|'.*' is no valid mailbox|cannot read UIDVALIDITY)/,
  ),
  box(null, /^(?<box>.*): \d+ unread messages in excess of MaxMessages/),
  box(null, /^Error: channel [^:]*: both far side (?<box>.*) and near side .* cannot be opened\.$/),
  box(null, /^Maildir error: /),
  box(null, /^Error: cannot create (?:lock file|journal|new sync state) /),
  box(null, /^Error: (?:channel|flattened mailbox|canonical mailbox) /),
  box(null, /^IMAP (?:command '|error: )/),

  warning('size-limit', /^Warning: message \d+ from .* is too big/),
  warning('message-rejected', /^Warning: .* refuses to store message \d+ from /),
  warning('message-rejected', /^Warning: message \d+ from .* has incomplete header; skipping/),
];

function run(code: string | null, seen: RegExp, told?: Complaint['told']): Complaint {
  return { code, seen, reach: 'run', ...(told && { told }) };
}
function box(code: string | null, seen: RegExp): Complaint {
  return { code, seen, reach: 'box' };
}
function warning(code: string, seen: RegExp): Complaint {
  return { code, seen, reach: 'warning' };
}

/** Reads what mbsync wrote, with or without `-V`. Lines of other programs are nobody's business, and are not repeated. */
export function readOutput(lines: readonly string[]): RunOutput {
  const errors = new Set<string>();
  const troubles = new Map<string, SaidTrouble>();
  const failedBoxes = new Set<string>();
  let failedAsWhole = false;
  for (const line of lines) {
    const found = complaintIn(line.trim());
    if (found === null) continue;
    const { complaint, told, where } = found;
    errors.add(told);
    if (complaint.reach === 'run') failedAsWhole = true;
    if (complaint.reach === 'box') failedBoxes.add(where ?? '');
    const key = `${complaint.code} ${where}`;
    if (complaint.code !== null && !troubles.has(key)) {
      troubles.set(key, { code: complaint.code, detail: `mbsync: ${told}`, box: where });
    }
  }
  return { errors: [...errors], troubles: [...troubles.values()], failedBoxes: [...failedBoxes], failedAsWhole };
}

function complaintIn(line: string): { complaint: Complaint; told: string; where: string | null } | null {
  for (const complaint of COMPLAINTS) {
    const match = complaint.seen.exec(line);
    if (match === null) continue;
    const told = withoutSecrets(complaint.told?.(match) ?? line).slice(0, 500);
    return { complaint, told, where: match.groups?.['box'] ?? null };
  }
  return null;
}

/** mbsync masks passwords; a server or another program that repeats one does not. */
export function withoutSecrets(text: string): string {
  return (
    text
      .replace(/\b(LOGIN|AUTHENTICATE)\s+(?!<user>)\S+(\s+\S+)?/gi, '$1 …')
      .replace(/\b(pass(?:word|wd|phrase)?|token|secret)(\s*[:=]\s*|\s+is\s+)\S+/gi, '$1$2…')
      .replace(/\/\/[^\s/@:]+:[^\s/@]+@/g, '//…@')
      // A terminal or a page must not be steered by what a server says.
      .replace(/[\u0000-\u001f\u007f]/g, ' ')
  );
}
