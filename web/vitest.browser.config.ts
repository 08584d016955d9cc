// SPDX-License-Identifier: Apache-2.0
// Browser tests: they start the real server (DEBRIEF_BIN) and drive Chromium. Those of a team are run by tests/team/run.py.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [process.env['TEAM'] ? 'tests/team/**/*.test.ts' : 'tests/browser/**/*.test.ts'],
    environment: 'node',
    testTimeout: 300_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
