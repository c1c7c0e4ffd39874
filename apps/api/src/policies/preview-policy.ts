import type { PolicyPreview, PolicyPreviewInput } from '@lockstep/contracts';
import { evolvePolicies, judge, parseReplica, policyFor, policyVersion, type PolicyBook } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { readPolicyBook } from '../projections/read-policies.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { noReplicas } from '../queries/status-history.ts';
import { inForce, refuseScope } from './decide-policy.ts';

const MOST_LOOKED_AT = 2_000;
/** States that are judged in one go; in between, others have their turn. */
const PAGE = 100;
export const NEW_POLICY = 'proposed';

/**
 * The present states of those whom the policy would be for, judged at `now` by what they have and by what is proposed. A look at the
 * present only: what only the past could tell is taken as it was remembered under the policy of then.
 */
export async function previewPolicy(
  client: ClientBase,
  input: PolicyPreviewInput,
  now: number,
): Promise<PolicyPreview> {
  const book = await readPolicyBook(client);
  const { id = NEW_POLICY } = input;
  const version = input.id === undefined ? 1 : inForce(book, id).policy.version + 1;
  refuseScope(book, id, input);
  const proposed = propose(book, input, id, version, now);
  const concerned = await concernedBy(client, proposed, id, input.scope);

  const counts = { now: noReplicas(), then: noReplicas() };
  const looked = concerned.slice(0, MOST_LOOKED_AT);
  for (let first = 0; first < looked.length; first += PAGE) {
    const { rows } = await client.query<{ state: string }>(
      `SELECT state FROM ${READ_SCHEMA}.replica_state WHERE partition = 0 AND replica = ANY ($1::uuid[])`,
      [looked.slice(first, first + PAGE)],
    );
    for (const row of rows) {
      const state = parseReplica(row.state, (of, which) => policyVersion(book, of, which));
      counts.now[judge(state, state.policy, now).status] += 1;
      counts.then[judge(state, policyVersion(proposed, id, version), now).status] += 1;
    }
  }
  return { concerned: concerned.length, looked: looked.length, ...counts };
}

/** The policies as they would be once it is saved. */
export function propose(
  book: PolicyBook,
  input: Omit<PolicyPreviewInput, 'id'>,
  id: string,
  version: number,
  now: number,
): PolicyBook {
  const { name, scope, thresholds, workingHours } = input;
  return evolvePolicies(book, {
    type: 'PolicyChanged',
    data: { id, name, scope, thresholds, workingHours, by: '', version },
    position: book.position + 1,
    observedAt: now,
    recordedAt: now,
  });
}

interface Row {
  readonly replica: string;
  readonly mailbox: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly name: string | null;
  readonly version: string | null;
  readonly server: string | null;
}

/** Those whom no more specific policy takes; ids are random, so the first of them are as good as any. */
async function concernedBy(
  client: ClientBase,
  book: PolicyBook,
  id: string,
  scope: PolicyPreviewInput['scope'],
): Promise<string[]> {
  const [where, values] = narrowed(scope);
  const { rows } = await client.query<Row>(
    `SELECT replica, mailbox, labels, client_name AS name, client_version AS version, server
     FROM ${READ_SCHEMA}.replica_list WHERE partition = 0 AND ${where} ORDER BY replica`,
    values,
  );
  return rows
    .filter(({ mailbox, labels, name, version, server }) => {
      const said = Object.entries({ name, version, server }).filter(([, value]) => value !== null);
      return policyFor(book, { mailbox, labels, client: Object.fromEntries(said) }).id === id;
    })
    .map(({ replica }) => replica);
}

function narrowed(scope: PolicyPreviewInput['scope']): [where: string, values: unknown[]] {
  switch (scope.of) {
    case 'everyone':
      return ['true', []];
    case 'server':
      return ['lower(server) = lower($1)', [scope.server]];
    case 'label':
      return ['labels ->> $1 = $2', [scope.name, scope.value]];
    case 'client':
      return ['client_name = $1', [scope.client]];
    case 'mailbox':
      return ['lower(mailbox) = ANY ($1)', [scope.mailboxes]];
  }
}
