import type { IncidentScope } from '@lockstep/contracts';

/** One line: the group, and what its replicas have in common. */
export function incidentTitle({
  scope,
  name,
  symptom,
}: {
  scope: IncidentScope;
  name: string;
  symptom: string;
}): string {
  return scope === 'server' ? ofServer(name, symptom) : `${subject(scope, name)}: ${common(symptom)}`;
}

/** The diagnosis that explains it. */
export const incidentCause = (scope: IncidentScope): string => `${scope}-suspected`;

function ofServer(name: string, symptom: string): string {
  const said = Object.hasOwn(OF_SERVER, symptom) ? OF_SERVER[symptom] : undefined;
  return said ? `${name} ${said}` : `${name}: ${common(symptom)}`;
}

const OF_SERVER: Readonly<Record<string, string>> = {
  'server-unreachable': 'cannot be reached',
  'server-timeout': 'does not answer in time',
  'tls-failed': 'cannot be reached securely',
  'credentials-rejected': 'rejects passwords',
  'uidvalidity-changed': 'has given mailboxes a new identity',
};

function subject(scope: IncidentScope, name: string): string {
  return scope === 'site' ? `Site ${name}` : name;
}

const COMMON: Readonly<Record<string, string>> = {
  'server-unreachable': 'servers cannot be reached',
  'server-timeout': 'servers do not answer in time',
  'tls-failed': 'no secure connection',
  'credentials-rejected': 'passwords are rejected',
  'uidvalidity-changed': 'the server copies were replaced',
  stale: 'many no longer synchronize',
  mismatch: 'many are out of step',
  'offline-store-damaged': 'many offline stores are damaged',
  'index-damaged': 'many indexes are damaged',
  'sync-state-damaged': 'many sync states are damaged',
  'sync-hung': 'many syncs hang',
  duplicates: 'many hold duplicates',
};

const common = (symptom: string): string =>
  Object.hasOwn(COMMON, symptom) ? COMMON[symptom]! : `many report ${symptom}`;
