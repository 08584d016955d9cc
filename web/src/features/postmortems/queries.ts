// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

export const postmortemOf = (number: number) =>
  queryOptions({
    queryKey: keys.postmortem(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}/postmortem', { params: { path: { number } } })),
  });

export const revisionsOf = (number: number) =>
  queryOptions({
    queryKey: keys.revisions(number),
    queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/postmortem/revisions', { params: { path: { number } } }))).items,
  });

export const templates = () => queryOptions({ queryKey: keys.templates, queryFn: async () => (await take(api.GET('/api/v1/templates'))).items, staleTime: 5 * 60_000 });

export interface LibraryFilter {
  q: string;
  state: string;
  service: string;
}

export const libraryOf = (filter: LibraryFilter) =>
  infiniteQueryOptions({
    queryKey: keys.libraryList(filter),
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/postmortems', { params: { query: { ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== '')), limit: 30, ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
