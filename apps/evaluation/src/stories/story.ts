import { FLAVOURS, type Flavour, type World, newWorld } from '../world/world.ts';

/** What has to come of it: this diagnosis first; nothing of the article; or nothing at all. */
export type Expectation =
  { readonly first: string } | { readonly quiet: 'article' | 'all'; readonly id: string | null };

/** A cause that is known, and a program that lets the world go so. */
export interface Story {
  readonly name: string;
  readonly flavour: Flavour;
  readonly expects: Expectation;
  /** Begins, goes on and ends; the checking moment is the end. The same each time, for the same dice. */
  readonly play: (dice?: string) => World;
}

/** The same trouble in each of the flavours. `variant` tells apart several ways in which one diagnosis can show. */
export function inEachFlavour(id: string, tell: (world: World) => void, variant = ''): Story[] {
  return FLAVOURS.map((flavour) => story({ first: id }, nameOf(id, flavour, variant), flavour, tell));
}

/** One story of a kind that the others do not have. */
export function also(id: string, variant: string, tell: (world: World) => void, flavour: Flavour = 'plain'): Story {
  return story({ first: id }, nameOf(id, flavour, variant), flavour, tell);
}

export function story(
  expects: Expectation,
  name: string,
  flavour: Flavour,
  tell: (world: World) => void,
  beganAt?: number,
): Story {
  const play = (dice = '') => {
    const world = newWorld(name + dice, flavour, beganAt);
    tell(world);
    return world;
  };
  return { name, flavour, expects, play };
}

const nameOf = (id: string, flavour: Flavour, variant: string) =>
  variant === '' ? `${id} ${flavour}` : `${id} ${flavour}, ${variant}`;
