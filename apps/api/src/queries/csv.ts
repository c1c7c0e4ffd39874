export type CsvCell = string | number | null;

/** Tells spreadsheets that what follows is UTF-8. */
export const CSV_MARK = '\uFEFF';

/** One record by RFC 4180. What is unknown is empty, and never 0; text that a spreadsheet would take for a formula gets an apostrophe. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
