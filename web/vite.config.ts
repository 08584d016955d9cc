// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['DEBRIEF_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: {
      $api: folder('./src/api'),
      $app: folder('./src/app'),
      $features: folder('./src/features'),
      $ui: folder('./src/ui'),
    },
  },
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The content security policy allows no `data:` but for images, and every file is served by the binary.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': { target: server, ws: true }, '/hooks': server } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
