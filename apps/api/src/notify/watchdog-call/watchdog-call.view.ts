import type { WatchdogView } from '@lockstep/contracts';
import type { CallSettings } from './call-settings.ts';
import type { LastCall } from './last-call.ts';

/** So long after it was due, nobody is there to call: even a process that died has been replaced by then. */
const NOBODY_AFTER_MS = 60_000;

const iso = (at: number): string => new Date(at).toISOString();

export function watchdogView(settings: CallSettings, last: LastCall | null, now: number): WatchdogView {
  const { everySeconds, method, enabled, allowPrivate, version, by, changedAt } = settings;
  const holdsUrl = settings.secrets.url !== undefined;
  const silent = enabled && holdsUrl ? silenceOf(settings, last, now) : null;
  return {
    holdsUrl,
    everySeconds,
    method,
    enabled,
    allowPrivate,
    version,
    changedBy: by,
    changedAt: changedAt === null ? null : iso(changedAt),
    lastCall: last?.called ? { ...last.called, at: iso(last.called.at) } : null,
    silent: silent && { since: iso(silent.since), why: silent.why },
  };
}

function silenceOf({ version, changedAt }: CallSettings, last: LastCall | null, now: number): LastCall['silent'] {
  if (last?.silent) return last.silent;
  const dueAt = last?.version === version ? last.dueAt : (changedAt ?? now);
  if (now - dueAt <= NOBODY_AFTER_MS) return null;
  return { since: dueAt, why: 'No process with the role consumers has called.' };
}
