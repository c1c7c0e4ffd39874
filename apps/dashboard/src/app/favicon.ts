import type { Severity } from '@lockstep/contracts';
import { SEVERITY_STATUS } from '../design/statuses.ts';
import { statusColours } from '../design/theme.ts';

/** The browser tab wears the mark too: the second bar drops and takes the colour of the worst open incident. */
export function wearFavicon(worst: Severity | null): void {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  const second =
    worst === null
      ? '<path d="M13.4 2H17l-3.6 16H9.8Z"/>'
      : `<path style="fill:${statusColours[SEVERITY_STATUS[worst]]}" d="M13.7 5.5h3.6L14.5 18h-3.6Z"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" fill="#10151b"><style>@media(prefers-color-scheme:dark){svg{fill:#e9edf1}}</style><path d="M6.6 2h3.6L6.6 18H3Z"/>${second}</svg>`;
  link.href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
