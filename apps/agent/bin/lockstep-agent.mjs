#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// An agent is to be forgotten on a user's machine. V8 by itself lets the space for young objects grow to 48 MB, and cleans up
// when it needs room; we hold it small, and let the agent clean up after each look.
setFlagsFromString('--max-semi-space-size=1');
setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--optimize-for-size');
setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc');

await import('../dist/main.js');
