import type { ChannelView, RouteView } from '@lockstep/contracts';
import { listed, many } from '../figures/numbers.ts';
import { durationText } from '../policies/duration-field.ts';
import { matchersText } from './matcher-draft.ts';
import { RemoveButton } from './RemoveButton.tsx';
import { RouteForm } from './RouteForm.tsx';
import { Section, type SectionProps } from './Section.tsx';
import { useChannels, useOrderRoutes, useRoutes } from './useSettings.ts';
import style from './Settings.module.css';

/** Tried from the top: the first that fits an alert takes it, unless it says to go on. */
export function RoutesSection({ edit, onEdit, readOnly }: SectionProps) {
  const routes = useRoutes();
  const channels = useChannels().data?.items ?? [];
  const order = useOrderRoutes();
  const form = (route: RouteView | null) => (
    <div className={style.wholeWidth}>
      <RouteForm route={route} channels={channels} onDone={() => onEdit(undefined)} />
    </div>
  );
  return (
    <Section
      title="Routes"
      sub="tried from the top; the first that fits and leads to a channel takes the alert"
      read={routes}
      controls={
        !readOnly && (
          <button type="button" className="btn sm" onClick={() => onEdit('new')}>
            New route
          </button>
        )
      }
    >
      {({ items }) => (
        <>
          {order.isError && (
            <p role="alert" className={`${style.item} ${style.error}`}>
              {order.error.message}
            </p>
          )}
          <ol>
            {items.map((route, place) => (
              <li key={route.id} className={style.item}>
                {edit === route.id ? (
                  form(route)
                ) : (
                  <>
                    <Route route={route} place={place} channels={channels} />
                    {!readOnly && (
                      <div className={style.tools}>
                        {place > 0 && (
                          <button
                            type="button"
                            className="btn sm ghost"
                            aria-label={`Try ${route.name} earlier`}
                            disabled={order.isPending}
                            onClick={() => order.mutate(earlier(items, place))}
                          >
                            Earlier
                          </button>
                        )}
                        <button
                          type="button"
                          className="btn sm"
                          aria-label={`Change ${route.name}`}
                          onClick={() => onEdit(route.id)}
                        >
                          Change
                        </button>
                        {items.length > 1 && <RemoveButton of="routes" id={route.id} name={route.name} />}
                      </div>
                    )}
                  </>
                )}
              </li>
            ))}
            {edit === 'new' && <li className={style.item}>{form(null)}</li>}
          </ol>
        </>
      )}
    </Section>
  );
}

function Route({ route, place, channels }: { route: RouteView; place: number; channels: readonly ChannelView[] }) {
  const named = (ids: readonly string[]) => listed(ids.map((id) => channels.find((one) => one.id === id)?.name ?? id));
  const { name, matchers, hours, escalation, groupWaitMs, repeatCriticalMs, repeatWarningMs } = route;
  return (
    <div>
      <div className={style.name}>
        <span className="i3 tn">{place + 1}.</span>
        <h3 className="b">{name}</h3>
        {hours && <span className="tag">at some hours</span>}
        {route.continue && <span className="tag">goes on</span>}
      </div>
      <div className="i2">{matchersText(matchers, 'all alerts')}</div>
      <div className={route.channels.length === 0 ? style.bad : 'i2'}>
        {route.channels.length === 0 ? 'leads to no channel: nobody is told' : `→ ${named(route.channels)}`}
      </div>
      <div className={style.health}>
        <span>waits {durationText(groupWaitMs)}</span>
        <span>
          again every {durationText(repeatCriticalMs)}, warnings {durationText(repeatWarningMs)}
        </span>
        {escalation.length > 0 && (
          <span>
            {many(escalation.length, 'step')} when nobody takes it, the first after{' '}
            {durationText(escalation[0]!.afterMs)}
          </span>
        )}
      </div>
    </div>
  );
}

/** The one at this place changes with the one before it. */
function earlier(routes: readonly RouteView[], place: number): readonly string[] {
  const ids = routes.map(({ id }) => id);
  [ids[place - 1], ids[place]] = [ids[place]!, ids[place - 1]!];
  return ids;
}
