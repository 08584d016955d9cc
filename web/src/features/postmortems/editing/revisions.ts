// SPDX-License-Identifier: Apache-2.0
// Earlier states of the text: read, compared, named, taken up again.
import { queryOptions } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';

export interface Hunk {
  kind: 'same' | 'added' | 'removed';
  lines: string[];
}

const at = (number: number, version: number) => ({ params: { path: { number, version } } });

export const revisionOf = (number: number, version: number) =>
  queryOptions({ queryKey: [...keys.revisions(number), version], queryFn: () => take(api.GET('/api/v1/incidents/{number}/postmortem/revisions/{version}', at(number, version))), staleTime: Infinity });

/** What has changed from the version `against` to this one. */
export const differenceOf = (number: number, version: number, against: number) =>
  queryOptions({
    queryKey: [...keys.revisions(number), version, against],
    queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/postmortem/revisions/{version}/diff', { params: { path: { number, version }, query: { against } } }))).hunks,
    staleTime: Infinity,
  });

export const authorshipOf = (number: number) =>
  queryOptions({ queryKey: [...keys.revisions(number), 'authorship'], queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/postmortem/authorship', { params: { path: { number } } }))).spans });

export const nameRevision = (number: number, name: string) => take(api.POST('/api/v1/incidents/{number}/postmortem/revisions', { params: { path: { number } }, body: name ? { name } : {}, headers: once() }));

export const restoreRevision = (number: number, version: number) => take(api.POST('/api/v1/incidents/{number}/postmortem/revisions/{version}/restore', { ...at(number, version), headers: once() }));

export interface Row {
  left: string | null;
  right: string | null;
  kind: 'same' | 'changed' | 'gap';
}

/** A difference as rows of two columns; long equal parts are left out but for `around` lines. */
export function rowsOf(hunks: readonly Hunk[], around = 3): Row[] {
  const rows: Row[] = [];
  let removed: string[] = [];
  const flush = (added: string[]) => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) rows.push({ left: removed[at] ?? null, right: added[at] ?? null, kind: 'changed' });
    removed = [];
  };
  hunks.forEach((hunk, index) => {
    if (hunk.kind === 'removed') {
      if (removed.length) flush([]);
      removed = [...hunk.lines];
    } else if (hunk.kind === 'added') flush(hunk.lines);
    else {
      flush([]);
      const same = (line: string): Row => ({ left: line, right: line, kind: 'same' });
      const head = index === 0 ? 0 : around;
      const tail = index === hunks.length - 1 ? 0 : around;
      if (hunk.lines.length <= head + tail + 1) rows.push(...hunk.lines.map(same));
      else rows.push(...hunk.lines.slice(0, head).map(same), { left: null, right: null, kind: 'gap' }, ...hunk.lines.slice(hunk.lines.length - tail).map(same));
    }
  });
  flush([]);
  return rows;
}
