import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

// `npm run dev` draws with hot reload in front of a server that runs elsewhere.
const server = process.env.LOCKSTEP_SERVER ?? 'http://127.0.0.1:4400';

// A browser fetches six files at a time: what most pages share is one, not a dozen of a kilobyte each. What draws charts
// and long tables stays with the pages that have them.
const together = {
  name: 'together',
  test: /\/src\/(app|design|figures|server)\/(?!ZoomArea|shared-cursor|useVirtualRows)/,
};

export default defineConfig({
  plugins: [react(), compressed()],
  resolve: { conditions: ['@lockstep/source', ...defaultClientConditions] },
  build: { outDir: 'dist', target: 'es2022', rolldownOptions: { output: { codeSplitting: { groups: [together] } } } },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});

/** Leaves `<asset>.br` beside each script and style sheet, for the server to send. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css)$/.test(file.fileName)) continue;
        const text = file.type === 'chunk' ? file.code : file.source;
        await writeFile(join(dir!, `${file.fileName}.br`), await promisify(brotliCompress)(text));
      }
    },
  };
}
