// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, type InfiniteData, type QueryClient } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { EntryChange, TimelineEntry } from '$api/types';

interface Page {
  items: TimelineEntry[];
  next: string | null;
}
type Pages = InfiniteData<Page, string>;

const fetchPage = (number: number, after: string): Promise<Page> => take(api.GET('/api/v1/incidents/{number}/timeline', { params: { path: { number }, query: { limit: 1000, merged: true, ...(after ? { after } : {}) } } }));

export const timelineOf = (number: number) =>
  infiniteQueryOptions({
    queryKey: keys.timeline(number),
    queryFn: ({ pageParam }) => fetchPage(number, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Puts an entry that the server has answered with into what is shown: in place of its former self, or as new. */
export function showEntry(client: QueryClient, number: number, entry: TimelineEntry): void {
  client.setQueryData<Pages>(keys.timeline(number), (data) => data && { ...data, pages: placed(data.pages, entry) });
}

/** Fetches the timeline anew from the page on which `since` lies; all of it for null, or when it is one page anyway. */
export async function refreshTimeline(client: QueryClient, number: number, since: string | null): Promise<void> {
  const queryKey = keys.timeline(number);
  const data = client.getQueryData<Pages>(queryKey);
  const from = data && since !== null ? pageOf(data.pages, since) : 0;
  const active = client.getQueryCache().find({ queryKey })?.isActive() ?? false;
  if (!data || from === 0 || !active) return client.invalidateQueries({ queryKey });
  const pages = data.pages.slice(0, from);
  const pageParams = data.pageParams.slice(0, from);
  let after: string | null = data.pageParams[from] ?? '';
  // As many pages as were shown, and one more when the last one overflows; the rest comes when it is asked for.
  while (after !== null && pages.length <= data.pages.length) {
    const page: Page = await fetchPage(number, after);
    pages.push(page);
    pageParams.push(after);
    after = page.next;
  }
  client.setQueryData<Pages>(queryKey, { pages, pageParams });
}

/** The last page that begins before a moment; entries are in the order of their times. */
export function pageOf(pages: readonly Page[], since: string): number {
  const time = Date.parse(since);
  for (let at = pages.length - 1; at > 0; at -= 1) {
    const first = pages[at]?.items[0];
    if (first && Date.parse(first.occurred_at) < time) return at;
  }
  return 0;
}

export function placed(pages: readonly Page[], entry: TimelineEntry): Page[] {
  const known = pages.some((page) => page.items.some((item) => item.id === entry.id));
  return pages.map((page, at) => ({
    ...page,
    items: known ? page.items.map((item) => (item.id === entry.id ? entry : item)) : at === pages.length - 1 ? [...page.items, entry] : page.items,
  }));
}

export async function curate(client: QueryClient, number: number, id: string, change: EntryChange): Promise<void> {
  const entry = await take(api.PATCH('/api/v1/incidents/{number}/timeline/{id}', { params: { path: { number, id } }, body: change }));
  showEntry(client, number, entry);
}
