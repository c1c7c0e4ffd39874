// Makes dist/lockstep-agent.tgz of what was built: one package that npm installs on a machine without a clone. The server hands it out.
// The workspace's own library travels inside; the libraries of others come from the registry, in the versions of this build.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const agentFolder = fileURLToPath(new URL('.', import.meta.url));
const root = join(agentFolder, '..', '..');
const libraryFolder = join(root, 'libs', 'contracts');

const agent = manifest(agentFolder);
const library = manifest(libraryFolder);
const theirs = Object.keys({ ...agent.dependencies, ...library.dependencies }).filter((name) => name !== library.name);
const versions = theirs.map((name) => [name, manifest(join(root, 'node_modules', name)).version]);

// Beside what it becomes: moving it there is one step, and nobody is handed half of it.
const made = mkdtempSync(join(agentFolder, '.pack-'));
try {
  const inside = join(made, 'node_modules', library.name);
  mkdirSync(inside, { recursive: true });
  write(made, {
    ...published(agent),
    bin: agent.bin,
    engines: manifest(root).engines,
    dependencies: { ...Object.fromEntries(versions), [library.name]: library.version },
    bundleDependencies: [library.name],
  });
  write(inside, { ...published(library), exports: builtOnly(library.exports), dependencies: library.dependencies });
  cpSync(join(agentFolder, 'bin'), join(made, 'bin'), { recursive: true });
  copyBuilt(agentFolder, made);
  copyBuilt(libraryFolder, inside);
  cpSync(join(root, 'LICENSE'), join(made, 'LICENSE'));
  const shell = process.platform === 'win32';
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts'], {
    cwd: made,
    shell,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  renameSync(join(made, `${agent.name}-${agent.version}.tgz`), join(agentFolder, 'dist', `${agent.name}.tgz`));
} finally {
  rmSync(made, { recursive: true, force: true });
}

function manifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

function write(folder, content) {
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
}

function published({ name, version, license, description, type }) {
  return { name, version, license, description, type };
}

/** Without the condition that leads to the sources, for these stay behind. */
function builtOnly(exports) {
  return Object.fromEntries(Object.entries(exports).map(([path, { default: built }]) => [path, built]));
}

/** What runs, and not what measures, tests or describes it. */
function copyBuilt(from, to) {
  const built = join(from, 'dist');
  const isLeftOut = (path) =>
    /[\\/](bench|testing)$/.test(path) || /\.(d\.ts|spec\.js|map|tsbuildinfo|tgz)$/.test(path);
  cpSync(built, join(to, 'dist'), { recursive: true, filter: (path) => !isLeftOut(path) });
}
