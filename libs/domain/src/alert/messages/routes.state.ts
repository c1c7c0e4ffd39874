import type { RouteInput } from '@lockstep/contracts';

/** Where alerts go, as it stands now: routes in their order, and of channels no more than whether they are on. A `NotifyBook` is one. */
export interface RoutesState {
  readonly routes: readonly RouteOf[];
  readonly channels: ReadonlyMap<string, { readonly enabled: boolean }>;
}

export type RouteOf = Readonly<RouteInput> & { readonly id: string };
