// `npm run rebuild`: makes every read model anew from the log, beside the running server.
import { prepare, root } from './workspace.mjs';

await prepare({ projects: ['@lockstep/api'], quiet: true });
process.chdir(root);
process.setSourceMapsEnabled(true);
await import('../apps/api/dist/rebuild.js');
