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

export const timelineOf = (number: number) =>
  infiniteQueryOptions({
    queryKey: keys.timeline(number),
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/incidents/{number}/timeline', { params: { path: { number }, query: { limit: 1000, ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** Puts an entry that the server has answered with into what is shown: in place of its former self, or as new. */
export function showEntry(client: QueryClient, number: number, entry: TimelineEntry): void {
  client.setQueryData<Pages>(keys.timeline(number), (data) => data && { ...data, pages: placed(data.pages, entry) });
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
