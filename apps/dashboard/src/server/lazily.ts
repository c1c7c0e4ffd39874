import { connectionNow } from './connection.ts';

const AGAIN_AFTER_MS = 1_000;

/**
 * Code that a page loads late. While the server is away it is asked for again and again, for what is missing must not take the page with
 * it. A server that answers and has no such file is a newer one than the page is of: that only a reload mends.
 */
export async function lazily<T>(load: () => Promise<T>, isAway: () => Promise<boolean> = serverIsAway): Promise<T> {
  try {
    return await load();
  } catch (error) {
    await withoutFailedStyles(error);
    if (!(await isAway())) return load();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    return lazily(load, isAway);
  }
}

/** As the browsers and the bundler say it. */
export const isMissingCode = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|Importing a module script failed|Unable to preload CSS/.test(error.message);

async function serverIsAway(): Promise<boolean> {
  if (connectionNow().phase === 'lost') return true;
  try {
    return !(await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return true;
  }
}

/** The bundler asks for a style sheet once, and takes one that failed for loaded: its link is set anew. */
async function withoutFailedStyles(error: unknown): Promise<void> {
  const [, href] = /Unable to preload CSS for (\S+)/.exec(String(error)) ?? [];
  const failed = href && document.querySelector(`link[rel="stylesheet"][href$="${CSS.escape(href)}"]`);
  if (!failed) return;
  const link = failed.cloneNode() as HTMLLinkElement;
  failed.replaceWith(link);
}
