import lighthouse, { desktopConfig } from 'lighthouse';
import type { System } from '../server/system.ts';
import type { Target } from './pages.ts';
import type { Browser } from './tab.ts';

export interface Audit {
  readonly page: Target['name'];
  /** Of 100. */
  readonly performance: number;
  readonly accessibility: number;
  /** What cost points. */
  readonly failed: readonly string[];
}

/** Lighthouse as for a desktop (simulated line of 10 Mbit/s, 40 ms), signed in, in the browser of the other measurements. */
export async function audit({ port }: Browser, system: System, target: Target): Promise<Audit> {
  const options = {
    port,
    output: 'json' as const,
    logLevel: 'error' as const,
    onlyCategories: ['performance', 'accessibility'],
    // The session is a cookie.
    disableStorageReset: true,
  };
  const run = await lighthouse(system.url + target.path, options, desktopConfig);
  if (!run || run.lhr.runtimeError) throw new Error(`Lighthouse failed: ${run?.lhr.runtimeError?.message}`);
  const { categories, audits, finalDisplayedUrl } = run.lhr;
  if (finalDisplayedUrl.includes('/sign-in')) throw new Error('Lighthouse looked at the sign-in page.');
  const score = (name: string) => Math.round((categories[name]?.score ?? NaN) * 100);
  return {
    page: target.name,
    performance: score('performance'),
    accessibility: score('accessibility'),
    failed: Object.values(audits)
      .filter(({ score, scoreDisplayMode }) => score !== null && score < 0.9 && scoreDisplayMode !== 'informative')
      .map(({ id, displayValue }) => [id, displayValue].filter(Boolean).join(': ')),
  };
}
