// A process that appends until it is told to stop, or killed. What it was told is stored, it writes down at once: that is
// what the log has to keep. Started anew, it goes on after the last acknowledgement; appends with a key are sent again.
// It runs what is built (`npx tsc -b libs/event-store`).
import { createPostgresStore } from '@lockstep/event-store';
import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import pg from 'pg';

const { url, name, lanes, keyed, ackFile, most = Infinity } = JSON.parse(process.argv[2]);
const pool = new pg.Pool({ connectionString: url, max: 2 });
pool.on('error', () => undefined);
const store = createPostgresStore({ pool, retryForMs: 60_000 });

// The last number of each stream that need not, or must not, be sent any more.
const done = new Map();
for (const line of existsSync(ackFile) ? readFileSync(ackFile, 'utf8').split('\n').filter(Boolean) : []) {
  const { stream, seq } = JSON.parse(line);
  done.set(stream, seq);
}
const notes = openSync(ackFile, 'a');
const note = (what) => writeSync(notes, `${JSON.stringify(what)}\n`);
let stopping = false;
process.on('message', () => (stopping = true));
process.on('disconnect', () => process.exit(1));

async function lane(stream) {
  const first = (done.get(stream) ?? 0) + 1;
  for (let seq = first; !stopping && seq < first + most; seq++) {
    const events = [0, 1, 2].map((part) => ({
      type: 'Written',
      observedAt: seq,
      data: { seq, part, pad: 'x'.repeat(300) },
    }));
    // Without a key nobody can know what became of the append in hand when it is killed: its number is not used again.
    if (!keyed) note({ stream, seq, outcome: 'sending' });
    const { outcome, position } = await store.append({
      stream,
      events,
      ...(keyed && { key: { epoch: 'e', seq }, contentHash: String(seq) }),
    });
    if (outcome !== 'stored' && outcome !== 'duplicate') throw new Error(`${stream} ${seq}: ${outcome}`);
    note({ stream, seq, outcome, position });
  }
}

process.send('ready');
await Promise.all(Array.from({ length: lanes }, (_, index) => lane(`${name}-${index}`)));
await store.close();
await pool.end();
process.exit(0);
