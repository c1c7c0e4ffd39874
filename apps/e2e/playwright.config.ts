import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { defineConfig } from '@playwright/test';

/** The system's own browser: nothing is downloaded. */
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export default defineConfig({
  testDir: 'src',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // Each errand file starts a server and a PostgreSQL of its own; one at a time is kind to a small machine.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    // Nothing moves by itself, so that what is compared holds still.
    contextOptions: { reducedMotion: 'reduce' },
    permissions: ['clipboard-read', 'clipboard-write'],
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      chromiumSandbox: userInfo().uid !== 0,
      args: ['--disable-dev-shm-usage', '--disable-gpu'],
    },
  },
});
