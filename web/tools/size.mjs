// SPDX-License-Identifier: Apache-2.0
// Fails when the first view (the signed-in shell with the list of incidents) needs more than its budget of script
// and style, compressed as the server sends it. What the browser fetches later, per page, is only reported.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 120 * 1024;
const folder = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));
const size = (file) => gzipSync(readFileSync(new URL(file, folder)), { level: 9 }).length;

/** A chunk with everything that it imports statically, and their styles. */
function closure(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const other of chunk.imports ?? []) closure(other, found);
  return found;
}

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const first = closure('src/features/incidents/IncidentsPage.svelte', closure(entry));
const total = [...first].reduce((sum, file) => sum + size(file), 0);
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue;
  const extra = [...closure(key)].filter((file) => !first.has(file)).reduce((sum, file) => sum + size(file), 0);
  console.log(`${kb(extra).padStart(9)}  more for ${key.replace('src/', '')}`);
}
console.log(`${kb(total).padStart(9)}  for the first view, in ${first.size} files (budget ${kb(budget)})`);
if (total > budget) {
  console.error('The first view is over its budget: split off what it does not show, or drop a dependency.');
  process.exitCode = 1;
}
