// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

const page = 20;

export const foundFor = (q: string) =>
  infiniteQueryOptions({
    queryKey: keys.search({ q }),
    queryFn: ({ pageParam, signal }) => take(api.GET('/api/v1/search', { params: { query: { q, limit: page, offset: pageParam } }, signal })),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * page < Math.min(last.total, 1000) ? all.length * page : undefined),
    enabled: q.trim().length >= 2,
  });

/** The first few, for the palette. */
export const firstFor = (q: string) =>
  queryOptions({ queryKey: keys.search({ q, first: true }), queryFn: ({ signal }) => take(api.GET('/api/v1/search', { params: { query: { q, limit: 8 } }, signal })), enabled: q.trim().length >= 2 });
