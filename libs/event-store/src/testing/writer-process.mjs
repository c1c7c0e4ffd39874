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

const acknowledged = new Map();
if (existsSync(ackFile)) {
  for (const line of readFileSync(ackFile, 'utf8').split('\n').filter(Boolean)) {
    const { stream, seq } = JSON.parse(line);
    acknowledged.set(stream, seq);
  }
}
const acks = openSync(ackFile, 'a');
let stopping = false;
process.on('message', () => (stopping = true));
process.on('disconnect', () => process.exit(1));

async function lane(stream) {
  // Without a key nobody can know what became of the append in hand when it was killed: its number is left out.
  const first = (acknowledged.get(stream) ?? 0) + (keyed || !acknowledged.has(stream) ? 1 : 2);
  for (let seq = first; !stopping && seq < first + most; seq++) {
    const events = [0, 1, 2].map((part) => ({
      type: 'Written',
      observedAt: seq,
      data: { seq, part, pad: 'x'.repeat(300) },
    }));
    const result = await store.append({
      stream,
      events,
      ...(keyed && { key: { epoch: 'e', seq }, contentHash: String(seq) }),
    });
    if (result.outcome !== 'stored' && result.outcome !== 'duplicate')
      throw new Error(`${stream} ${seq}: ${result.outcome}`);
    writeSync(acks, `${JSON.stringify({ stream, seq, outcome: result.outcome, position: result.position })}\n`);
  }
}

process.send('ready');
await Promise.all(Array.from({ length: lanes }, (_, index) => lane(`${name}-${index}`)));
await store.close();
await pool.end();
process.exit(0);
