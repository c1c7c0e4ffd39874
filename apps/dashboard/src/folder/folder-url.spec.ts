import { describe, expect, it } from '@jest/globals';
import { fromUrl, toUrl } from './folder-url.ts';

describe('the URL of a folder', () => {
  it('reads like the path', () => {
    expect(toUrl(['Projets', 'Été'])).toBe('Projets/Été');
  });

  it.each([
    [['INBOX']],
    [['a/b', 'c']],
    [['~1', '~0', '~']],
    [['.', '..', '...', '.hidden']],
    [['Acme & Co', '100 %', '?#', ' ']],
  ])('gives %j back', (path) => {
    expect(fromUrl(toUrl(path))).toEqual(path);
  });
});
