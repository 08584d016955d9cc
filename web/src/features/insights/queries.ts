// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Annotation } from '$api/types';

export interface InsightFilter {
  from?: string;
  until?: string;
  severity?: string;
  service?: string;
  team?: string;
  kind?: string;
}

export const insightsOf = (filter: InsightFilter) =>
  queryOptions({ queryKey: keys.insights(filter), queryFn: () => take(api.GET('/api/v1/insights', { params: { query: filter } })) });

export const loadOf = (filter: InsightFilter) =>
  queryOptions({ queryKey: keys.load(filter), queryFn: () => take(api.GET('/api/v1/insights/load', { params: { query: filter } })) });

export const followUpOf = (filter: InsightFilter) =>
  queryOptions({ queryKey: keys.followUp(filter), queryFn: () => take(api.GET('/api/v1/insights/follow-up', { params: { query: filter } })) });

/** Somebody reads a published postmortem. That it is counted must not disturb reading, so that nobody hears when it is not. */
export function countReader(incident: number): void {
  void api.POST('/api/v1/incidents/{number}/postmortem/readers', { params: { path: { number: incident } } }).catch(() => undefined);
}

export const annotations = () => queryOptions({ queryKey: keys.annotations, queryFn: async () => (await take(api.GET('/api/v1/insights/annotations'))).items });

export async function addAnnotation(client: QueryClient, at: string, text: string): Promise<Annotation> {
  const made = await take(api.POST('/api/v1/insights/annotations', { body: { at, text }, headers: once() }));
  void client.invalidateQueries({ queryKey: keys.annotations });
  return made;
}

export async function removeAnnotation(client: QueryClient, id: string): Promise<void> {
  await take(api.DELETE('/api/v1/insights/annotations/{id}', { params: { path: { id } } }));
  void client.invalidateQueries({ queryKey: keys.annotations });
}
