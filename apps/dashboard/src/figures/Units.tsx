import { Fragment } from 'react';
import { NBSP } from './numbers.ts';

/** `2 d 04 h` for a large figure: the units small. */
export function Units({ text }: { text: string }) {
  const words = text.split(NBSP);
  return words.map((word, index) =>
    index % 2 === 1 ? (
      <small key={index}>{word}</small>
    ) : (
      <Fragment key={index}>
        {index > 0 && ' '}
        {word}
      </Fragment>
    ),
  );
}
