import type { FolderStatistics } from '@lockstep/contracts';
import type { Observation } from '../observation/observation.ts';

/** The Synchronization tab's three numbers, one folder a line, as a person reads them in a terminal. */
export function table(observation: Observation): string {
  const rows = observation.folders.map(row);
  const header = ['FOLDER', 'SERVER', 'OFFLINE', 'LAST SYNCHRONIZED', ''];
  const widths = header.map((title, column) =>
    Math.max(...[header, ...rows].map((cells) => width(cells[column] ?? ''), title.length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const space = ' '.repeat(Math.max(0, widths[column]! - width(cell)));
        return column === 1 || column === 2 ? space + cell : cell + space;
      })
      .join('  ')
      .trimEnd();
  const troubles = observation.troubles.map(({ code, detail }) => `${code}${detail ? `: ${detail}` : ''}`);
  return [...[header, ...rows].map(line), ...(troubles.length > 0 ? ['', ...troubles] : [])].join('\n') + '\n';
}

function row(folder: FolderStatistics): string[] {
  const at = folder.lastSynchronizedAt?.slice(0, 19).replace('T', ' ') ?? '?';
  const notes = [
    folder.lastSynchronizedBasis === 'last-known' ? 'last known' : null,
    folder.inProgress ? 'in progress' : null,
    folder.expectedBecause ? expected(folder) : null,
    ...(folder.troubles ?? []).map((trouble) => trouble.code),
  ];
  return [
    folder.path.map(printable).join(' / '),
    String(folder.serverItems ?? '?'),
    String(folder.offlineItems ?? '?'),
    at === '?' ? at : `${at}Z`,
    notes.filter((note) => note !== null).join(', '),
  ];
}

function expected(folder: FolderStatistics): string {
  return `expected ${folder.expectedDifference ?? ''} (${folder.expectedBecause})`.replace('  ', ' ');
}

// A folder's name comes from others and must not steer the terminal.
const printable = (name: string) => name.replace(/[\u0000-\u001f\u007f-\u009f]/g, '·');
const width = (text: string) => [...text].length;
