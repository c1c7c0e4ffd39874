import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * What is known of other processes. From /proc where there is one: unlike `ps` it is always there on Linux, and these
 * files of it are open to everybody (`cwd` and `exe` are not, even to root in a container).
 */
export interface ProcessFacts {
  readonly pid: number;
  readonly parent: number;
  /** Tells a process from a later one with the same number. */
  readonly startedAt: string;
  readonly commandLine: string;
}

const hasProc = existsSync('/proc/self/stat');

/** Null when there is no such process, or only what is left of one that nobody has buried yet. */
export function lookAt(pid: number): ProcessFacts | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return hasProc ? fromProc(pid) : (fromPs(['-p', String(pid)])[0] ?? null);
}

export function allProcesses(): ProcessFacts[] {
  if (!hasProc) return fromPs(['-A']);
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (fromProc(Number(name)) ?? []) : []));
}

/** Sends a signal to a process that may be gone by now. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function fromProc(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; what follows the last bracket is plain: state, parent, …, start time.
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return null;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(parent), startedAt: rest[17] ?? '', commandLine };
  } catch {
    return null;
  }
}

function fromPs(which: string[]): ProcessFacts[] {
  try {
    const out = execFileSync('ps', ['-ww', '-o', 'pid=,ppid=,stat=,lstart=,args=', ...which], { encoding: 'utf8' });
    return out.split('\n').flatMap((line) => {
      const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line);
      if (!found || found[3]?.startsWith('Z')) return [];
      return {
        pid: Number(found[1]),
        parent: Number(found[2]),
        startedAt: found[4] ?? '',
        commandLine: found[5] ?? '',
      };
    });
  } catch {
    return [];
  }
}
