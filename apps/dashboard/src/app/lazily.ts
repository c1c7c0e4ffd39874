const TRIES = 10;
const AGAIN_AFTER_MS = 2_000;

/** Code that a page loads late, asked for again while the server is away: what is missing must not take the page with it. */
export async function lazily<T>(load: () => Promise<T>, tries = TRIES): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    return lazily(load, tries - 1);
  }
}
