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

export const allPatterns = () => queryOptions({ queryKey: keys.patterns, queryFn: () => take(api.GET('/api/v1/patterns')), staleTime: 60_000 });

/** By the number of its oldest incident. */
export const onePattern = (number: number) =>
  queryOptions({ queryKey: keys.pattern(number), queryFn: () => take(api.GET('/api/v1/patterns/{id}', { params: { path: { id: `p${number}` } } })) });

export const suggestedFactors = (number: number) =>
  queryOptions({
    queryKey: keys.suggestedFactors(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}/factor-suggestions', { params: { path: { number } } })),
  });
