import { useTicking } from './clock.ts';
import { absolute, dayAndTime, duration, shortly } from './time.ts';

/** How long ago, to two units; the absolute time on hover. Null is unknown and says so. */
export function Ago({ at, suffix = '', never = '—' }: { at: string | null; suffix?: string; never?: string }) {
  const ms = at === null ? NaN : Date.parse(at);
  const text = useTicking((now) => (at === null ? never : duration(now - ms) + suffix));
  if (at === null) return <span className="i3">{never}</span>;
  return (
    <time dateTime={at} title={absolute(ms)}>
      {text}
    </time>
  );
}

/** The time of day, or the day, as shortly as it can be said; the absolute time on hover. */
export function Moment({ at, never = '—' }: { at: string | null; never?: string }) {
  const ms = at === null ? NaN : Date.parse(at);
  const text = useTicking((now) => (at === null ? never : shortly(ms, now)));
  if (at === null) return <span className="i3">{never}</span>;
  return (
    <time dateTime={at} title={absolute(ms)}>
      {text}
    </time>
  );
}

/** `since Fri 20 Nov, 16:32 · 2 d 16 h`, for the head of a page. */
export function Since({ at }: { at: string }) {
  const since = useTicking((now) => dayAndTime(Date.parse(at), now));
  return (
    <span className="i2">
      since <span title={absolute(Date.parse(at))}>{since}</span> · <Ago at={at} />
    </span>
  );
}
