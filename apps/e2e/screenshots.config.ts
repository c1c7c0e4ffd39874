import { defineConfig } from '@playwright/test';
import errands from './playwright.config.ts';

/** `npm run screenshots`: the pictures in docs/screenshots, of the real thing with its simulated fleet. */
export default defineConfig({
  ...errands,
  testMatch: '**/*.pictures.ts',
  timeout: 180_000,
  use: { ...errands.use, viewport: { width: 1440, height: 1040 } },
});
