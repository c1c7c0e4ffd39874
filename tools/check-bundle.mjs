// What a browser must load before it draws anything stays small, and the charts stay out of it: they come where one is drawn.
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './workspace.mjs';

const MOST_KILOBYTES = 180;
const CHARTS = /node_modules\/(recharts|d3-[a-z]+|victory-vendor)\//;
/** Pages are loaded before they are drawn; what they draw late, they must import late. */
const PAGE = /Page\.tsx$/;

export async function checkBundle() {
  // The test command reads this file before anything is installed.
  const { build } = await import('vite');
  const dashboard = join(root, 'apps/dashboard');
  const { output } = await build({ root: dashboard, logLevel: 'error', build: { write: false } });
  const chunks = new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const needed = (chunk, seen = new Set()) => {
    if (!chunk || seen.has(chunk)) return seen;
    seen.add(chunk);
    for (const name of chunk.imports) needed(chunks.get(name), seen);
    return seen;
  };
  const kilobytes = (some) => [...some].reduce((sum, { code }) => sum + gzipSync(code).length, 0) / 1024;
  const entry = needed([...chunks.values()].find(({ isEntry }) => isEntry));
  const faults = [];
  for (const chunk of chunks.values()) {
    const isPage = PAGE.test(chunk.facadeModuleId ?? '');
    if (!chunk.isEntry && !isPage) continue;
    const loaded = needed(chunk);
    const first = kilobytes(new Set([...entry, ...loaded]));
    if (first > MOST_KILOBYTES)
      faults.push(`${chunk.fileName} needs ${first.toFixed(0)} kB compressed at first; at most ${MOST_KILOBYTES}.`);
    const drawn = [...loaded].filter(({ moduleIds }) => moduleIds.some((id) => CHARTS.test(id)));
    if (drawn.length > 0)
      faults.push(`${chunk.fileName} loads the charts (${drawn.map(({ fileName }) => fileName)}) before it draws one.`);
  }
  faults.forEach((fault) => console.error(fault));
  return faults.length;
}
