// How many folder statistics a second are folded and judged, on one core. By hand, after a build:
//   node libs/domain/bench/fold.mjs [reports]
import { DEFAULT_POLICY, evolve, initialReplica, judge, parseReplica, serializeReplica } from '../dist/index.js';

const REPLICAS = 200;
const FOLDERS = 40;
const CHANGED = 20;
const reports = Number(process.argv[2] ?? 100_000);
const START = 1_795_420_800_000;

let seed = 1;
const random = () => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 4_294_967_296;

function facts() {
  const made = [];
  const counts = Array.from({ length: REPLICAS }, () =>
    Array.from({ length: FOLDERS }, () => 100 + Math.floor(random() * 5000)),
  );
  for (let index = 0; index < reports; index += 1) {
    const replica = index % REPLICAS;
    const round = Math.floor(index / REPLICAS);
    const at = START + round * 300_000;
    const first = round === 0 ? 0 : Math.floor(random() * (FOLDERS - CHANGED));
    const folders = [];
    for (let folder = first; folder < first + (round === 0 ? FOLDERS : CHANGED); folder += 1) {
      const server = (counts[replica][folder] += Math.floor(random() * 4));
      const behind = random() < 0.1 ? Math.floor(random() * 30) : 0;
      folders.push([folder === 0 ? ['INBOX'] : ['Projects', `Folder ${folder}`], server, server - behind, at - 60_000]);
    }
    const data = { epoch: 'e', seq: round + 1, kind: round === 0 ? 'full' : 'delta', interval: 300, folders };
    made.push({
      replica,
      text: JSON.stringify({ type: 'ReplicaReported', position: index + 1, observedAt: at, recordedAt: at, data }),
    });
  }
  return made;
}

const made = facts();
for (let run = 0; run < 4; run += 1) {
  const states = Array.from({ length: REPLICAS }, () => initialReplica());
  // As they come from the log: parsed JSON, so that no text is shared.
  const parsed = made.map(({ replica, text }) => ({ replica, fact: JSON.parse(text) }));
  const began = process.cpuUsage();
  let statistics = 0;
  for (const { replica, fact } of parsed) {
    judge(evolve(states[replica], fact), DEFAULT_POLICY, fact.observedAt);
    statistics += fact.data.folders.length;
  }
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  const storing = process.cpuUsage();
  const texts = states.map(serializeReplica);
  const stored = process.cpuUsage(storing).user / REPLICAS;
  const waking = process.cpuUsage();
  texts.forEach((text) => parseReplica(text));
  const woken = process.cpuUsage(waking).user / REPLICAS;
  const bytes = texts.reduce((sum, text) => sum + text.length, 0) / REPLICAS;
  console.log(
    `${Math.round(statistics / seconds).toLocaleString('en')} folder statistics/s; ` +
      `${bytes.toFixed(0)} bytes a replica of ${FOLDERS} folders, ${stored.toFixed(1)} µs to store, ${woken.toFixed(1)} µs to wake`,
  );
}
