import { fileURLToPath } from 'node:url';

export const ROLES = ['ingest', 'consumers', 'web'] as const;
export type Role = (typeof ROLES)[number];

/** What an operator can say by environment; docs/OPERATIONS.md has the table. An abstract class, so that it can be injected. */
export abstract class Config {
  abstract readonly host: string;
  abstract readonly port: number;
  /** Where people find Lockstep, without a slash at the end; null: at the address it listens on. Messages link to it. */
  abstract readonly url: string | null;
  /** Of the embedded PostgreSQL; unused with a `databaseUrl`. */
  abstract readonly dataFolder: string;
  abstract readonly databaseUrl: string | null;
  abstract readonly adminPassword: string | null;
  abstract readonly joinKey: string | null;
  abstract readonly metricsToken: string | null;
  /** Encrypts the secrets of channels; null: a key is made once and kept under `dataFolder`. */
  abstract readonly secretKey: string | null;
  /** Behind a proxy of ours, which says by `X-Forwarded-*` who asks, and whether by https. */
  abstract readonly trustProxy: boolean;
  abstract readonly roles: ReadonlySet<Role>;
  /** How much may wait for the database before senders are told to come back. */
  abstract readonly queue: { readonly reports: number; readonly bytes: number };
  abstract readonly logLevel: string;
  /** The built dashboard; served when it is there. */
  abstract readonly dashboardFolder: string;
  /** The agent as npm installs it; handed out when it is there. */
  abstract readonly agentPackage: string;
  /** It serves a simulated fleet: where nothing is set up, alerts are told in the browser. */
  abstract readonly demo: boolean;
}

/** `apps/api/{src,dist}/config` → the root of the clone. */
export const cloneRoot: string = fileURLToPath(new URL('../../../../', import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

export function configFromEnvironment(environment: Environment): Config {
  // An empty variable is one that was not set: compose files write `FOO=${FOO:-}`.
  const said = (name: string): string | null => environment[name]?.trim() || null;
  // A secret is taken as it stands, spaces and all.
  const secret = (name: string): string | null => (said(name) === null ? null : environment[name]!);

  return {
    host: said('HOST') ?? '127.0.0.1',
    port: portOf(said('PORT')),
    url: urlOf(said('LOCKSTEP_URL')),
    dataFolder: said('LOCKSTEP_DATA') ?? `${cloneRoot}.lockstep`,
    databaseUrl: said('DATABASE_URL'),
    adminPassword: secret('LOCKSTEP_ADMIN_PASSWORD'),
    joinKey: secret('LOCKSTEP_JOIN_KEY'),
    metricsToken: secret('LOCKSTEP_METRICS_TOKEN'),
    secretKey: longEnough(secret('LOCKSTEP_SECRET_KEY')),
    trustProxy: /^(1|true|yes)$/i.test(said('LOCKSTEP_TRUST_PROXY') ?? ''),
    roles: rolesOf(said('LOCKSTEP_ROLES')),
    queue: { reports: 5_000, bytes: 64 * 1024 * 1024 },
    logLevel: said('LOCKSTEP_LOG_LEVEL') ?? 'info',
    dashboardFolder: said('LOCKSTEP_DASHBOARD') ?? `${cloneRoot}apps/dashboard/dist`,
    agentPackage: `${cloneRoot}apps/agent/dist/lockstep-agent.tgz`,
    demo: said('LOCKSTEP_DEMO') === '1',
  };
}

/** Where people find Lockstep. */
export function baseUrlOf({ url, host, port }: Pick<Config, 'url' | 'host' | 'port'>): string {
  if (url !== null) return url;
  // "On every address" is none that a browser can open.
  const reachable = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${reachable}:${port}`;
}

function urlOf(text: string | null): string | null {
  if (text === null) return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new ConfigError(
      `LOCKSTEP_URL is ${JSON.stringify(text)}; it must be an address such as https://lockstep.example.org.`,
    );
  return text.replace(/\/+$/, '');
}

function portOf(text: string | null): number {
  if (text === null) return 4400;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new ConfigError(`PORT is ${JSON.stringify(text)}; it must be a number from 0 to 65535 (0: any free port).`);
  }
  return port;
}

/** It encrypts what others could carry away and guess at for as long as they like. */
function longEnough(key: string | null): string | null {
  if (key !== null && key.length < 32)
    throw new ConfigError('LOCKSTEP_SECRET_KEY is too short; 32 random characters at least: openssl rand -base64 32');
  return key;
}

function rolesOf(text: string | null): ReadonlySet<Role> {
  if (text === null) return new Set(ROLES);
  const named = text.split(',').map((role) => role.trim());
  const wrong = named.find((role) => !isRole(role));
  if (wrong !== undefined) {
    throw new ConfigError(`LOCKSTEP_ROLES names ${JSON.stringify(wrong)}; the roles are ${ROLES.join(', ')}.`);
  }
  return new Set(named.filter(isRole));
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** What was said by environment makes no sense; the message says what to say instead. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
