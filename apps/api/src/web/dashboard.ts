import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

// Everything else is the dashboard's to route.
const OURS = /^\/(agent|api|socket\.io|metrics|healthz|readyz)(\/|$)/;
const ASSETS = /[\\/]assets[\\/]/;
/** A folder may be called `Report.pdf`, and its page can be opened like any other. */
const A_FILE = /^\/(assets\/.*|[^/]+\.\w+)$/;
const MAY_BE_SMALLER = /^\/assets\/[\w.-]+\.(js|css)$/;

/** The built dashboard: its pages are all one, and what has a hash in its name is kept for ever. */
export function dashboard(folder: string): RequestHandler {
  const router = Router();
  const files = express.static(folder, {
    index: false,
    setHeaders(response, path) {
      response.setHeader('Cache-Control', ASSETS.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const page: RequestHandler = (request, response, next) => {
    // A missing file is a 404; a page that only the browser knows is not.
    if (A_FILE.test(request.path) || !request.accepts('html')) return next();
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(folder, 'index.html'));
  };
  router.use(compressedWhenBuilt(folder));
  router.use((request, response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads || OURS.test(request.path) || !existsSync(folder)) return next();
    files(request, response, (error?: unknown) => (error ? next(error) : page(request, response, next)));
  });
  return router;
}

/** The build leaves a file beside each asset as small as Brotli can make it, which takes too long to be done for each viewer. */
function compressedWhenBuilt(folder: string): RequestHandler {
  return (request, response, next) => {
    const [, ending] = MAY_BE_SMALLER.exec(request.path) ?? [];
    if (ending === undefined || !existsSync(join(folder, `${request.path}.br`))) return next();
    response.vary('Accept-Encoding');
    if (request.acceptsEncodings().includes('br')) {
      response.type(ending).setHeader('Content-Encoding', 'br');
      request.url = `${request.path}.br`;
    }
    next();
  };
}
