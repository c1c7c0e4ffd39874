import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { lazily } from '../server/lazily.ts';

/** A part of a page whose code comes late, as a chart's. What cannot come says so in its place; the page around it stays. */
export function lazyPart<P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> {
  return lazy(() => lazily(load).then(asDefault, () => asDefault(Outdated)));
}

const asDefault = <P,>(part: ComponentType<P>) => ({ default: part });

function Outdated() {
  return (
    <p role="status" className="i2">
      This page is of another version than the server, and cannot draw this any more.{' '}
      <button type="button" className="btn sm" onClick={() => location.reload()}>
        Load it anew
      </button>
    </p>
  );
}
