import { useNow } from './clock.ts';
import { inViewersZone, stressed } from './sentence.ts';
import { MINUTE } from './time.ts';

/** A sentence of the server, its times in the viewer's zone, its numbers stressed. */
export function Sentence({ text }: { text: string }) {
  const now = useNow(MINUTE);
  return stressed(inViewersZone(text, now)).map((part, index) =>
    part.strong ? (
      <b className="b" key={index}>
        {part.text}
      </b>
    ) : (
      part.text
    ),
  );
}

/** The same as plain text, for tooltips and copies. */
export function useLocalTimes(): (text: string) => string {
  const now = useNow(MINUTE);
  return (text) => inViewersZone(text, now);
}
