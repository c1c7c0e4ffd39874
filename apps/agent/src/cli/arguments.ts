import { parseArgs } from 'node:util';
import { TRIGGERS, type Trigger } from '../attempts/noted-run.ts';
import { UsageError } from './usage-error.ts';

export const COMMANDS = ['look', 'join', 'run', 'once', 'sync'] as const;
export type CommandName = (typeof COMMANDS)[number];

const OPTIONS = {
  server: { type: 'string' },
  key: { type: 'string' },
  'key-file': { type: 'string' },
  mailbox: { type: 'string' },
  device: { type: 'string' },
  label: { type: 'string', multiple: true },
  offline: { type: 'string' },
  mbsyncrc: { type: 'string' },
  'server-mailbox': { type: 'string' },
  'password-file': { type: 'string' },
  starttls: { type: 'boolean' },
  'tls-ca': { type: 'string' },
  timeout: { type: 'string' },
  interval: { type: 'string' },
  'spool-limit': { type: 'string' },
  'sync-log': { type: 'string' },
  trigger: { type: 'string' },
  config: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/** Flags as given: texts by name, in camelCase, as the configuration file has them. */
export interface Flags {
  readonly server?: string;
  readonly key?: string;
  readonly keyFile?: string;
  readonly mailbox?: string;
  readonly device?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly offline?: string;
  readonly mbsyncrc?: string;
  readonly serverMailbox?: string;
  readonly passwordFile?: string;
  readonly starttls?: boolean;
  readonly tlsCa?: string;
  readonly timeoutSeconds?: number;
  readonly intervalSeconds?: number;
  readonly spoolLimitMiB?: number;
  /** mbsync's output, appended by cron or systemd. */
  readonly syncLog?: string;
  readonly trigger?: Trigger;
  readonly config?: string;
  readonly state?: string;
  readonly json?: boolean;
}

export type Command =
  | { readonly name: 'help' }
  | { readonly name: 'version' }
  | { readonly name: Exclude<CommandName, 'sync'>; readonly flags: Flags }
  | { readonly name: 'sync'; readonly flags: Flags; readonly program: readonly string[] };

export function parseCommand(argv: readonly string[]): Command {
  // What follows `--` is another program's command line, and none of ours.
  const end = argv.indexOf('--');
  const program = end === -1 ? [] : argv.slice(end + 1);
  const { values, positionals } = parse(end === -1 ? argv : argv.slice(0, end));
  if (values.version) return { name: 'version' };
  if (values.help || positionals[0] === 'help') return { name: 'help' };

  const [name, ...rest] = positionals;
  if (name === undefined) throw new UsageError(`say what to do: ${COMMANDS.join(', ')}`);
  if (!isCommand(name)) throw new UsageError(`there is no command “${name}”, only ${COMMANDS.join(', ')}`);
  if (rest.length > 0) throw new UsageError(`“${rest[0]}” is one word too many`);

  if (name === 'sync' && program.length === 0)
    throw new UsageError('say what to run: lockstep-agent sync -- mbsync -a');
  if (name !== 'sync' && program.length > 0) throw new UsageError('only sync runs another program after --');
  if (name !== 'sync' && values.trigger !== undefined) throw new UsageError('--trigger belongs to sync');

  return {
    name,
    program,
    flags: clean({
      server: values.server,
      key: values.key,
      keyFile: values['key-file'],
      mailbox: values.mailbox,
      device: values.device,
      labels: values.label && labels(values.label),
      offline: values.offline,
      mbsyncrc: values.mbsyncrc,
      serverMailbox: values['server-mailbox'],
      passwordFile: values['password-file'],
      starttls: values.starttls,
      tlsCa: values['tls-ca'],
      timeoutSeconds: amount('--timeout', values.timeout, 1, 3_600),
      intervalSeconds: amount('--interval', values.interval, 1, 86_400 * 7),
      spoolLimitMiB: amount('--spool-limit', values['spool-limit'], 1, 100_000),
      syncLog: values['sync-log'],
      trigger: triggerOf(values.trigger),
      config: values.config,
      state: values.state,
      json: values.json,
    }),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // Only the first sentence: the rest speaks of positional arguments. A value is never repeated, it may be a secret.
    const message = (error as Error).message.split('. ')[0]!;
    if (/password/i.test(argv.join(' ')) && /Unknown option/.test(message)) {
      throw new UsageError(
        'a password is never given on the command line: use --password-file or LOCKSTEP_IMAP_PASSWORD',
      );
    }
    throw new UsageError(message);
  }
}

function triggerOf(text: string | undefined): Trigger | undefined {
  if (text === undefined) return undefined;
  const found = TRIGGERS.find((trigger) => trigger === text);
  if (found === undefined) throw new UsageError(`--trigger wants one of ${TRIGGERS.join(', ')}, not “${text}”`);
  return found;
}

function labels(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((label) => {
      const at = label.indexOf('=');
      if (at < 1) throw new UsageError(`--label wants name=value, such as site=Lyon, not “${label}”`);
      return [label.slice(0, at), label.slice(at + 1)];
    }),
  );
}

function amount(flag: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`${flag} wants a whole number from ${least} to ${most}, not “${text}”`);
  }
  return value;
}

const isCommand = (name: string): name is CommandName => (COMMANDS as readonly string[]).includes(name);

function clean<T extends object>(flags: T): T {
  return Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined)) as T;
}
