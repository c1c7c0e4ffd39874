import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

// `npm run dev` draws with hot reload in front of a server that runs elsewhere.
const server = process.env.LOCKSTEP_SERVER ?? 'http://127.0.0.1:4400';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['@lockstep/source', ...defaultClientConditions] },
  build: { outDir: 'dist', target: 'es2022' },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
});
