import { StatusWord } from '../design/StatusWord.tsx';
import type { Finding, Kind } from './findings.ts';
import style from './SearchField.module.css';

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  page: 'Pages',
  server: 'Servers',
  mailbox: 'Mailboxes',
  folder: 'Folders',
  incident: 'Incidents',
  alert: 'Alerts',
  fix: 'Fixes',
  policy: 'Policies',
  all: 'All of them',
};

/** What was found, the typed part marked. */
export function FindingLine({ finding, typed }: { finding: Finding; typed: string }) {
  const { word, sub, status, kind } = finding;
  return (
    <>
      <span className="grow">
        <span className={`m clip ${style.line}`} dir="auto" title={word}>
          {kind === 'all' ? word : <Marked text={word} part={typed.trim()} />}
        </span>
        {sub && kind === 'mailbox' && (
          <span className={`i3 small clip ${style.line}`}>
            <Marked text={sub} part={typed.trim()} />
          </span>
        )}
      </span>
      {sub && kind !== 'mailbox' && <span className="i3 small clip">{sub}</span>}
      {status && <StatusWord status={status} />}
    </>
  );
}

function Marked({ text, part }: { text: string; part: string }) {
  const at = part === '' ? -1 : text.toLowerCase().indexOf(part.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className={style.mark}>{text.slice(at, at + part.length)}</mark>
      {text.slice(at + part.length)}
    </>
  );
}
