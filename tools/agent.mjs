// `npm run agent -- look …`: the agent out of the clone. Only its own words go to standard output.
import { join } from 'node:path';
import { fail, install, build, root } from './workspace.mjs';

if (!(await install())) fail('The installation failed; see above.');
if (!(await build({ projects: ['lockstep-agent'], quiet: true }))) fail('The build failed; see above.');
// npm runs us in the root of the clone; paths on the command line are meant from where the person stands.
process.chdir(process.env.INIT_CWD ?? process.cwd());
const program = join(root, 'apps', 'agent', 'bin', 'lockstep-agent.mjs');
process.argv.splice(1, 1, program);
await import(program);
