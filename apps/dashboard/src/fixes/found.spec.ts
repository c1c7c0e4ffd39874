import { expect, it } from '@jest/globals';
import type { FixArticleView } from '@lockstep/contracts';
import { foundFixes } from './found.ts';

const article = (id: string, title: string, steps: string[]) =>
  ({ id, title, source: '', seen: '', cause: '', twin: null, steps }) as unknown as FixArticleView;

it('finds the articles that hold every word, wherever it stands', () => {
  const articles = [
    article('K5', 'Log on again', ['Type the password']),
    article('K6', 'Connect', ['Join the network']),
  ];
  expect(foundFixes(articles, 'password LOG').map(({ id }) => id)).toEqual(['K5']);
  expect(foundFixes(articles, 'k6').map(({ id }) => id)).toEqual(['K6']);
  expect(foundFixes(articles, ' ')).toHaveLength(2);
  expect(foundFixes(articles, 'password network')).toHaveLength(0);
});
