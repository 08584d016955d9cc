// SPDX-License-Identifier: Apache-2.0
// Browser tests: they start the real server (DEBRIEF_BIN) and drive Chromium.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    environment: 'node',
    testTimeout: 300_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
