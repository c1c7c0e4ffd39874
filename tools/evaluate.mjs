// `npm run evaluate`: how well the diagnoses do on stories whose cause is known; docs/EVALUATION.md.
import { prepare } from './workspace.mjs';

await prepare({ projects: ['@lockstep/evaluation'], quiet: true });
process.setSourceMapsEnabled(true);
await import('../apps/evaluation/dist/main.js');
