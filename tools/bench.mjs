// `npm run bench`: measures the store, the whole server and its alerts; a workspace of its own, so that the product's install stays lean.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, install, prepare, root, run } from './workspace.mjs';

const bench = join(root, 'bench');
await prepare({ quiet: true });
if (!existsSync(join(bench, 'package.json'))) fail('There is no bench/ here.');
if (!(await install(bench))) fail('The installation of bench/ failed; see above.');
process.exitCode = await run('npm', ['start', '--silent', '--', ...process.argv.slice(2)], { cwd: bench });
