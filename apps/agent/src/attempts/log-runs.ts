import { noteOf, type NotedRun } from './noted-run.ts';

/** A line of the log with the time it bears, or null. */
interface Line {
  readonly text: string;
  readonly at: number | null;
  /** Of the process that wrote it, where a journal says so. */
  readonly process: string | null;
}

export interface LogRun {
  readonly note: NotedRun | null;
  /** Bytes from the beginning of the text up to the end of this run. */
  readonly end: number;
}

/**
 * Divides what was appended to a log into runs. A run ends with a line that tells its exit code, and begins anew with the first line of a
 * verbose mbsync or with another process; what follows the last end is a run only once the log has been `quiet`. Lines may bear times: from
 * `ts`, a journal, or a line of its own by `date -Is`. Without any, a run happened when it was seen.
 */
export function runsInLog(text: string, seen: { since: number; until: number; quiet: boolean }): LogRun[] {
  const runs: LogRun[] = [];
  let lines: Line[] = [];
  let at = 0;
  const close = (exitCode: number | null, end: number) => {
    if (lines.length > 0 || exitCode !== null) runs.push({ note: noteRunOf(lines, exitCode, seen), end });
    lines = [];
  };
  for (const raw of text.split('\n').slice(0, -1)) {
    const line = readLine(raw);
    if (beginsAnother(line, lines)) close(null, at);
    at += Buffer.byteLength(raw) + 1;
    lines.push(line);
    const exitCode = exitCodeIn(line.text);
    if (exitCode !== null) close(exitCode, at);
  }
  if (seen.quiet) close(null, at);
  return runs;
}

function noteRunOf(
  lines: readonly Line[],
  exitCode: number | null,
  seen: { since: number; until: number },
): NotedRun | null {
  const times = lines.flatMap(({ at }) => (at === null || at > seen.until + 60_000 ? [] : [at]));
  // A time at the top alone says when the run began, and not when it ended.
  const endsWithTime = lines.length > 1 && lines.at(-1)?.at != null;
  return noteOf({
    startedAt: times.length > 0 ? Math.min(...times) : Math.min(seen.since, seen.until),
    endedAt: endsWithTime && times.length > 0 ? Math.min(endOfSecond(Math.max(...times)), seen.until) : seen.until,
    trigger: 'schedule',
    exitCode,
    lines: lines.map((line) => line.text),
    targets: [],
  });
}

// Folders that were done within the last second must not pass for done after the run.
const endOfSecond = (at: number) => (at % 1_000 === 0 ? at + 999 : at);

function beginsAnother(line: Line, before: readonly Line[]): boolean {
  if (before.length === 0) return false;
  if (/^Reading configuration file /.test(line.text)) return before.some(({ text }) => text !== '');
  const process = before.findLast((one) => one.process !== null)?.process;
  return process != null && line.process !== null && line.process !== process;
}

const STAMP = /^\[?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)\]?(?:\s+|:\s|$)/;
const JOURNAL = /^\S+ ([\w.@-]+)\[(\d+)\]: /;

function readLine(raw: string): Line {
  const text = raw.slice(0, 4_096).trimEnd();
  const stamp = STAMP.exec(text);
  if (stamp === null) return { text, at: null, process: null };
  const time = Date.parse(
    stamp[1]!
      .replace(',', '.')
      .replace(' ', 'T')
      .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
  );
  const rest = text.slice(stamp[0].length);
  const journal = JOURNAL.exec(rest);
  return {
    text: journal === null ? rest : rest.slice(journal[0].length),
    at: Number.isNaN(time) ? null : time,
    // The lines of systemd itself are about the run of another process.
    process: journal === null || journal[1] === 'systemd' ? null : journal[2]!,
  };
}

function exitCodeIn(text: string): number | null {
  const said = /^(?:mbsync:? )?exit(?:ed)?(?: code| status| with)?[ :=]+(\d{1,3})$/i.exec(text);
  if (said !== null) return Number(said[1]);
  if (/: (?:Deactivated successfully|Succeeded)\.$/.test(text)) return 0;
  const systemd = /Main process exited, code=\w+, status=(\d+)/.exec(text);
  return systemd === null ? null : Number(systemd[1]);
}
