import type { PolicyScope } from '@lockstep/contracts';
import { useFleetGroups } from '../fleet/useFleet.ts';
import { errorOf, type Errors } from './draft.ts';
import { Labelled } from './Labelled.tsx';
import style from './PoliciesPage.module.css';

const KINDS: readonly (readonly [PolicyScope['of'], string])[] = [
  ['server', 'A server'],
  ['label', 'A label, such as a site'],
  ['client', 'A client'],
  ['mailbox', 'Mailboxes by address'],
];

/** For whom. The policy for everyone is one of a kind, so its scope stands. */
export function ScopeFields({
  scope,
  fixed,
  errors,
  onChange,
}: {
  scope: PolicyScope;
  fixed: boolean;
  errors: Errors;
  onChange: (scope: PolicyScope) => void;
}) {
  if (fixed) {
    return (
      <Labelled word="For" error={errors.scope}>
        <input className="field" value="everyone that no other policy names" readOnly />
      </Labelled>
    );
  }
  return (
    <>
      <Labelled word="For" error={errors.scope ?? errors['scope.of']}>
        <select className="field" value={scope.of} onChange={(event) => onChange(empty(event.target.value))}>
          {KINDS.map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </select>
      </Labelled>
      <Which scope={scope} errors={errors} onChange={onChange} />
    </>
  );
}

function empty(of: string): PolicyScope {
  if (of === 'label') return { of: 'label', name: 'site', value: '' };
  if (of === 'client') return { of: 'client', client: '' };
  if (of === 'mailbox') return { of: 'mailbox', mailboxes: [] };
  return { of: 'server', server: '' };
}

function Which({
  scope,
  errors,
  onChange,
}: {
  scope: PolicyScope;
  errors: Errors;
  onChange: (scope: PolicyScope) => void;
}) {
  switch (scope.of) {
    case 'everyone':
      return null;
    case 'server':
      return (
        <Labelled word="Server" error={errors['scope.server']}>
          <Known by="server" value={scope.server} onChange={(server) => onChange({ of: 'server', server })} />
        </Labelled>
      );
    case 'label':
      return (
        <div className={style.pair}>
          <Labelled word="Label" error={errors['scope.name']}>
            <input
              className="field"
              value={scope.name}
              onChange={(event) => onChange({ ...scope, name: event.target.value })}
            />
          </Labelled>
          <Labelled word="Value" error={errors['scope.value']}>
            <Known by="site" value={scope.value} onChange={(value) => onChange({ ...scope, value })} />
          </Labelled>
        </div>
      );
    case 'client':
      return (
        <div className={style.pair}>
          <Labelled word="Client" error={errors['scope.client']}>
            <Known by="client" value={scope.client} onChange={(client) => onChange({ ...scope, client })} />
          </Labelled>
          <Labelled word="Version, if only one" error={errors['scope.version']}>
            <input
              className="field"
              value={scope.version ?? ''}
              onChange={(event) =>
                onChange({
                  of: 'client',
                  client: scope.client,
                  ...(event.target.value && { version: event.target.value }),
                })
              }
            />
          </Labelled>
        </div>
      );
    case 'mailbox':
      return (
        <Labelled word="Addresses, one a line" error={errorOf(errors, 'scope.mailboxes')}>
          <textarea
            className={`field ${style.why}`}
            rows={3}
            defaultValue={scope.mailboxes.join('\n')}
            onChange={(event) =>
              onChange({ of: 'mailbox', mailboxes: event.target.value.split(/[\s,;]+/).filter(Boolean) })
            }
          />
        </Labelled>
      );
  }
}

/** Typed freely, with what the fleet has to choose from. */
function Known({
  by,
  value,
  onChange,
}: {
  by: 'server' | 'site' | 'client';
  value: string;
  onChange: (value: string) => void;
}) {
  const names = useFleetGroups(by).data?.groups.flatMap(({ name }) => name ?? []) ?? [];
  return (
    <>
      <input className="field" list={`known-${by}`} value={value} onChange={(event) => onChange(event.target.value)} />
      <datalist id={`known-${by}`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
