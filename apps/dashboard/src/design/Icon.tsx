import type { ReactElement } from 'react';

const paths = {
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.5 10.5 3.5 3.5" />
    </>
  ),
  check: <path d="m3 8.5 3.2 3.2L13 5" />,
  chevron: <path d="m4 6 4 4 4-4" />,
  right: <path d="m6 4 4 4-4 4" />,
  play: <path d="M5 3.2v9.6L12.8 8Z" fill="currentColor" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  user: (
    <>
      <circle cx="8" cy="5.5" r="2.8" />
      <path d="M2.8 13.5c.6-2.7 2.6-4 5.2-4s4.6 1.3 5.2 4" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9" />
    </>
  ),
  moon: <path d="M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z" />,
  auto: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11Z" fill="currentColor" />
    </>
  ),
  table: <path d="M2.5 3.5h11v9h-11ZM2.5 6.5h11M2.5 9.5h11M6.5 6.5v6" />,
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7Z" />,
  back: <path d="M13 8H3M7 4 3 8l4 4" />,
  shield: (
    <>
      <path d="M8 1.8 2.8 3.7v4c0 3.2 2.1 5.5 5.2 6.5 3.1-1 5.2-3.3 5.2-6.5v-4Z" />
      <path d="M8 5.2v3.2M8 10.6v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.5V8l2.3 1.7" />
    </>
  ),
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  fleet: <path d="M2.5 2.5h4.7v4.7H2.5zM8.8 2.5h4.7v4.7H8.8zM2.5 8.8h4.7v4.7H2.5zM8.8 8.8h4.7v4.7H8.8z" />,
  folder: (
    <path d="M2 4.5A1.5 1.5 0 0 1 3.5 3h2.7l1.5 1.8h4.8A1.5 1.5 0 0 1 14 6.3v5.2a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5Z" />
  ),
  wrench: (
    <path d="M10.2 2.3a3.6 3.6 0 0 0-3.4 4.9L2.4 11.6a1.4 1.4 0 0 0 2 2l4.4-4.4a3.6 3.6 0 0 0 4.7-4.5L11.4 6.8 9.2 6.8 9.2 4.6 11.3 2.5a3.6 3.6 0 0 0-1.1-.2Z" />
  ),
  policy: (
    <path d="M2.5 4.5h5.5M11.5 4.5h2M2.5 11.5h2M8 11.5h5.5M8 4.5a1.7 1.7 0 1 0 3.5 0a1.7 1.7 0 1 0-3.5 0M4.5 11.5a1.7 1.7 0 1 0 3.5 0a1.7 1.7 0 1 0-3.5 0" />
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  bell: (
    <>
      <path d="M8 2.2A3.8 3.8 0 0 0 4.2 6c0 3.4-1.2 4.7-1.7 5.3h11c-.5-.6-1.7-1.9-1.7-5.3A3.8 3.8 0 0 0 8 2.2Z" />
      <path d="M6.7 13.6a1.5 1.5 0 0 0 2.6 0" />
    </>
  ),
  bellOff: (
    <>
      <path d="M5 3.9A3.8 3.8 0 0 1 11.8 6c0 1.5.25 2.6.57 3.5M4.2 6.2C4.1 9.4 3 10.7 2.5 11.3h8.6M6.7 13.6a1.5 1.5 0 0 0 2.6 0" />
      <path d="m2.5 2.5 11 11" />
    </>
  ),
  taken: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.4 8.2 1.9 1.9 3.4-3.9" />
    </>
  ),
  gear: (
    <path d="M2.5 4.5h3M9 4.5h4.5M2.5 8h7M13 8h.5M2.5 11.5h1.5M7.5 11.5h6M5.5 4.5a1.7 1.7 0 1 0 3.5 0a1.7 1.7 0 1 0-3.5 0M9.5 8a1.7 1.7 0 1 0 3.5 0a1.7 1.7 0 1 0-3.5 0M4 11.5a1.7 1.7 0 1 0 3.5 0a1.7 1.7 0 1 0-3.5 0" />
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  columns: <path d="M2.5 3h11v10h-11ZM6.2 3v10M9.8 3v10" />,
  download: <path d="M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.5h10" />,
  incident: <path d="M8 2.5 14 13H2ZM8 6.5v3M8 11v.1" />,
  mail: (
    <>
      <rect x="2" y="3.5" width="12" height="9" rx="1.5" />
      <path d="m2.5 4.8 5.5 4 5.5-4" />
    </>
  ),
  hash: <path d="M6.3 2.5 5 13.5M11 2.5 9.7 13.5M2.8 5.8h10.7M2.5 10.2h10.7" />,
  hook: (
    <>
      <circle cx="8" cy="4.2" r="2" />
      <circle cx="3.8" cy="11.6" r="2" />
      <circle cx="12.2" cy="11.6" r="2" />
      <path d="M7 6 4.8 9.8M9 6l2.2 3.8M5.8 11.6h4.4" />
    </>
  ),
  filter: <path d="M2.5 4h11M4.5 8h7M6.5 12h3" />,
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 15 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {paths[name]}
    </svg>
  );
}
