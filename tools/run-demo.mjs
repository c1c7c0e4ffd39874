// The simulated fleet as a child of `npm start`: even when that is killed, it does not stay behind.
process.on('disconnect', () => process.exit());

await import('./dist/demo.js');
