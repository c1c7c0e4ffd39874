import { expect, it } from '@jest/globals';
import type { FixArticleView } from '@lockstep/contracts';
import { byUse } from './in-use.ts';

const article = (id: string, open: number, tried: number, steps = ['Do it.']) =>
  ({ id, steps, fares: { open, tried } }) as unknown as FixArticleView;

it('sets apart what stands or was tried here, and leaves the order as it is', () => {
  const articles = [article('K1', 0, 0), article('K5', 2, 0), article('K9', 7, 0, []), article('K11', 0, 6)];
  const { here, others } = byUse(articles);
  expect(here.map(({ id }) => id)).toEqual(['K5', 'K11']);
  // Where nothing is to be done there is no fix that could fare well or badly.
  expect(others.map(({ id }) => id)).toEqual(['K1', 'K9']);
});
