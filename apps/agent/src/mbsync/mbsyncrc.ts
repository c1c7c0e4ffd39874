// Reads what mbsync(1), CONFIGURATION, describes: sections that begin with a section keyword and end at an empty line.

export interface ImapAccount {
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly security: 'none' | 'starttls' | 'imaps';
  readonly caFile: string | null;
}

export interface ImapStore extends ImapAccount {
  readonly kind: 'imap';
  readonly name: string;
  readonly path: string | null;
  readonly useNamespace: boolean;
  readonly pathDelimiter: string | null;
  readonly flatten: string | null;
}

export interface MaildirStore {
  readonly kind: 'maildir';
  readonly name: string;
  readonly path: string | null;
  readonly inbox: string;
  readonly subFolders: 'verbatim' | 'maildir++' | 'legacy' | null;
  readonly flatten: string | null;
  readonly maxSize: number;
}

export interface Side {
  readonly store: string;
  readonly box: string;
}

export interface Channel {
  readonly name: string;
  readonly far: Side;
  readonly near: Side;
  readonly patterns: readonly string[];
  readonly maxMessages: number;
  readonly maxSize: number;
  /** New messages of the offline side go to the server. */
  readonly pushesNew: boolean;
  /** Null: the global default, whose file names spell out both sides. */
  readonly syncState: string | null;
}

export interface Mbsyncrc {
  readonly stores: ReadonlyMap<string, ImapStore | MaildirStore>;
  readonly channels: readonly Channel[];
  readonly groups: ReadonlyMap<string, readonly string[]>;
  readonly syncState: string | null;
  readonly fieldDelimiter: string;
}

interface Section {
  readonly kind: string;
  readonly name: string;
  /** Later values of a keyword come after earlier ones; `Patterns` adds up, all others are overridden. */
  readonly options: Map<string, string[]>;
  readonly rest: readonly string[];
}

const SECTIONS = new Set(['imapaccount', 'imapstore', 'maildirstore', 'channel', 'group']);
// Keywords have had other names: Master and Slave became Far and Near, `Pattern` is `Patterns`.
const SYNONYMS: Record<string, string> = {
  master: 'far',
  slave: 'near',
  pattern: 'patterns',
  channels: 'channels',
  tlstype: 'ssltype',
};

export function parseMbsyncrc(text: string, home: string): Mbsyncrc {
  const { global, sections } = readSections(text);
  const accounts = new Map(of(sections, 'imapaccount').map((section) => [section.name, section]));
  const stores = new Map<string, ImapStore | MaildirStore>();
  for (const section of of(sections, 'imapstore')) stores.set(section.name, imapStore(section, accounts));
  for (const section of of(sections, 'maildirstore')) stores.set(section.name, maildirStore(section, home));

  return {
    stores,
    channels: of(sections, 'channel').flatMap((section) => channel(section, global, home)),
    groups: new Map(
      of(sections, 'group').map((section) => [section.name, [...section.rest, ...all(section, 'channel')]]),
    ),
    syncState: tilde(global.get('syncstate')?.at(-1) ?? null, home),
    fieldDelimiter: global.get('fielddelimiter')?.at(-1) ?? ':',
  };
}

/** Splits a line into words; double quotes hold spaces, and a backslash takes the next character as it stands. */
export function words(line: string): string[] {
  const found: string[] = [];
  let word: string | null = null;
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index]!;
    if (character === '\\' && index + 1 < line.length) word = (word ?? '') + line[(index += 1)]!;
    else if (character === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && /\s/.test(character)) {
      if (word !== null) found.push(word);
      word = null;
    } else if (character === '#' && word === null && !quoted) break;
    else word = (word ?? '') + character;
  }
  if (word !== null) found.push(word);
  return found;
}

function readSections(text: string): { global: Map<string, string[]>; sections: Section[] } {
  const global = new Map<string, string[]>();
  const sections: Section[] = [];
  let options = global;
  for (const line of text.split(/\r?\n/)) {
    // Only a truly empty line ends a section; a comment does not.
    if (line.trim() === '') {
      options = global;
      continue;
    }
    const [keyword, ...values] = words(line);
    if (keyword === undefined) continue;

    const lower = keyword.toLowerCase();
    const name = SYNONYMS[lower] ?? lower;
    if (
      SECTIONS.has(name) &&
      !(name === 'channel' && sections.at(-1)?.options === options && isGroup(sections.at(-1)))
    ) {
      options = new Map();
      sections.push({ kind: name, name: values[0] ?? '', options, rest: values.slice(1) });
      continue;
    }
    options.set(name, [...(options.get(name) ?? []), ...values]);
  }
  return { global, sections };
}

// Inside a group, `Channel` names members and opens no section.
const isGroup = (section: Section | undefined) => section?.kind === 'group';

const of = (sections: readonly Section[], kind: string) => sections.filter((section) => section.kind === kind);
const all = (section: Section, stem: string) => [
  ...(section.options.get(stem) ?? []),
  ...(section.options.get(`${stem}s`) ?? []),
];
const last = (section: Section, name: string): string | null => section.options.get(name)?.at(-1) ?? null;
const number = (text: string | null): number | null => (text !== null && /^\d+$/.test(text) ? Number(text) : null);

function imapStore(section: Section, accounts: ReadonlyMap<string, Section>): ImapStore {
  const account = accounts.get(last(section, 'account') ?? '');
  const said = (name: string) => last(section, name) ?? (account ? last(account, name) : null);
  return {
    kind: 'imap',
    name: section.name,
    host: said('host')?.replace(/^imaps?:/, '') ?? null,
    port: number(said('port')),
    user: said('user'),
    security: security(said('ssltype'), said('host'), said('tunnel')),
    caFile: said('certificatefile'),
    path: last(section, 'path'),
    useNamespace: !/^(no|false|off|0)$/i.test(last(section, 'usenamespace') ?? 'yes'),
    pathDelimiter: last(section, 'pathdelimiter'),
    flatten: last(section, 'flatten'),
  };
}

function security(said: string | null, host: string | null, tunnel: string | null): ImapAccount['security'] {
  if (said !== null) return /^imaps$/i.test(said) ? 'imaps' : /^starttls$/i.test(said) ? 'starttls' : 'none';
  if (host?.startsWith('imaps:')) return 'imaps';
  return tunnel === null ? 'starttls' : 'none';
}

function maildirStore(section: Section, home: string): MaildirStore {
  const style = last(section, 'subfolders')?.toLowerCase() ?? null;
  return {
    kind: 'maildir',
    name: section.name,
    path: tilde(last(section, 'path'), home),
    inbox: tilde(last(section, 'inbox'), home) ?? `${home}/Maildir`,
    subFolders: style === 'verbatim' || style === 'maildir++' || style === 'legacy' ? style : null,
    flatten: last(section, 'flatten'),
    maxSize: size(last(section, 'maxsize')),
  };
}

function channel(section: Section, global: Map<string, string[]>, home: string): Channel[] {
  const far = side(last(section, 'far'));
  const near = side(last(section, 'near'));
  if (far === null || near === null) return [];

  const patterns = section.options.get('patterns') ?? [];
  return [
    {
      name: section.name,
      far: patterns.length > 0 ? far : { ...far, box: far.box || 'INBOX' },
      near: patterns.length > 0 ? near : { ...near, box: near.box || 'INBOX' },
      patterns,
      maxMessages: number(last(section, 'maxmessages') ?? global.get('maxmessages')?.at(-1) ?? null) ?? 0,
      maxSize: size(last(section, 'maxsize')),
      pushesNew: pushesNew(section.options.get('sync') ?? global.get('sync') ?? []),
      syncState: tilde(last(section, 'syncstate'), home),
    },
  ];
}

/** `Sync` names directions, operations, or both in one word; what it does not name of either is meant to be all. */
function pushesNew(said: readonly string[]): boolean {
  const words = new Set(said.map((word) => word.toLowerCase()));
  const news =
    words.has('new') || !['renew', 'delete', 'flags', 'upgrade', 'old', 'gone'].some((word) => words.has(word));
  if (words.has('none')) return false;
  if (words.size === 0 || words.has('all') || words.has('full') || words.has('pushnew')) return true;
  if (words.has('push')) return news;
  return words.has('new') && !words.has('pull');
}

/** `:store:box`; `""` and an absent box are the empty name. */
function side(text: string | null): Side | null {
  const found = text === null ? null : /^:([^:]*):(.*)$/s.exec(text);
  return found ? { store: found[1]!, box: found[2]! } : null;
}

function size(text: string | null): number {
  const found = /^(\d+)\s*([km]?)b?$/i.exec(text ?? '');
  if (!found) return 0;
  return Number(found[1]) * { '': 1, k: 1024, m: 1024 * 1024 }[found[2]!.toLowerCase() as '' | 'k' | 'm'];
}

function tilde(path: string | null, home: string): string | null {
  return path === null ? null : path.replace(/^~(?=\/|$)/, home);
}
