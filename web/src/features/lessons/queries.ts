// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

export const similarTo = (text: string, limit: number) =>
  queryOptions({
    queryKey: [...keys.similarText(text), limit],
    queryFn: () => take(api.POST('/api/v1/similar', { body: { text, limit } })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const similarIncidents = (number: number) =>
  queryOptions({
    queryKey: keys.similar(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}/similar', { params: { path: { number }, query: { limit: 5 } } })),
  });
