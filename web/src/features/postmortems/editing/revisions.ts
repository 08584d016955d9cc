// SPDX-License-Identifier: Apache-2.0
// Earlier states of the text: read, compared, named, taken up again.
import { queryOptions } from '@tanstack/svelte-query';
import { freshKey } from '$api/client';
import { keys } from '$api/keys';
import { ApiProblem, toProblem } from '$api/problem';
import type { AuthorSpan } from './author-marks';

export interface Revision {
  version: number;
  author: string;
  authors?: string[];
  name?: string | null;
  recorded_at: string;
  size: number;
}
export interface RevisionText extends Revision {
  markdown: string;
}
export interface Hunk {
  kind: 'same' | 'added' | 'removed';
  lines: string[];
}

const path = (number: number, rest: string) => `/api/v1/incidents/${number}/postmortem/${rest}`;

async function ask<T>(method: 'GET' | 'POST', address: string, body?: object): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address, { method, credentials: 'same-origin', ...(method === 'POST' ? { headers: { 'Content-Type': 'application/json', 'Idempotency-Key': freshKey() }, body: JSON.stringify(body ?? {}) } : {}) });
  } catch (cause) {
    throw toProblem(cause);
  }
  const data = (await answer.json().catch(() => ({}))) as object;
  if (!answer.ok) throw new ApiProblem({ ...data, status: answer.status });
  return data as T;
}

export const revisionOf = (number: number, version: number) => queryOptions({ queryKey: [...keys.revisions(number), version], queryFn: () => ask<RevisionText>('GET', path(number, `revisions/${version}`)), staleTime: Infinity });
export const differenceOf = (number: number, version: number, against: number) =>
  queryOptions({ queryKey: [...keys.revisions(number), version, against], queryFn: async () => (await ask<{ hunks: Hunk[] }>('GET', path(number, `revisions/${version}/diff?against=${against}`))).hunks, staleTime: Infinity });
export const authorshipOf = (number: number) => queryOptions({ queryKey: [...keys.revisions(number), 'authorship'], queryFn: async () => (await ask<{ spans: AuthorSpan[] }>('GET', path(number, 'authorship'))).spans });
export const nameRevision = (number: number, name: string) => ask<Revision>('POST', path(number, 'revisions'), name ? { name } : {});
export const restoreRevision = (number: number, version: number) => ask<unknown>('POST', path(number, `revisions/${version}/restore`));

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
