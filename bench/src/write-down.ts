import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const RESULTS = fileURLToPath(new URL('../results.json', import.meta.url));
const PAGE = fileURLToPath(new URL('../../docs/PERFORMANCE.md', import.meta.url));

/** Keeps the sections of other parts, and puts the new numbers into results.json and between the markers of the page. */
export function writeDown(
  part: string,
  { results, markdown }: { results: unknown; markdown: string },
  postgres: string,
): void {
  const measured = {
    at: new Date().toISOString(),
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    // Above the number of cores, others had a share of the machine as well.
    loadAverage: Number(loadavg()[1]!.toFixed(1)),
    postgres,
  };
  const all = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : {};
  all[part] = { ...measured, ...(results as object) };
  writeFileSync(RESULTS, `${JSON.stringify(all, null, 2)}\n`);

  const begin = `<!-- bench:${part} -->`;
  const end = `<!-- /bench:${part} -->`;
  const where = `Measured ${measured.at.slice(0, 10)} on ${measured.machine}, PostgreSQL ${postgres}, Node ${measured.node}; load average ${measured.loadAverage}.`;
  const section = `${begin}\n\n${where}\n\n${markdown}\n\n${end}`;
  const page = readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from === -1 || to === -1) throw new Error(`docs/PERFORMANCE.md has no place for it: ${begin} … ${end}`);
  writeFileSync(PAGE, page.slice(0, from) + section + page.slice(to + end.length));
}
