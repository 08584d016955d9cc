// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Incident, RelationKind } from '$api/types';

export const relationsOf = (number: number) =>
  queryOptions({
    queryKey: keys.relations(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}/relations', { params: { path: { number } } })),
  });

export const mergedInto = (number: number) =>
  queryOptions({
    queryKey: keys.merged(number),
    queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/merged', { params: { path: { number } } }))).items,
  });

/** Running incidents that a report may be about. */
export const runningLike = (title: string, summary: string, services: readonly string[]) =>
  queryOptions({
    queryKey: ['running-like', title, summary, ...services],
    queryFn: async () => (await take(api.POST('/api/v1/similar/running', { body: { title, summary, services: [...services] } }))).items,
    staleTime: 15_000,
  });

function refresh(client: QueryClient, ...numbers: number[]): void {
  for (const number of numbers) for (const key of [keys.incident(number), keys.timeline(number), keys.relations(number), keys.merged(number)]) void client.invalidateQueries({ queryKey: key });
  void client.invalidateQueries({ queryKey: keys.incidents });
}

export async function addRelation(client: QueryClient, number: number, relation: RelationKind, other: number, reason: string, close: boolean): Promise<string> {
  const body = { relation, other, close, ...(reason ? { reason } : {}) };
  const made = await take(api.POST('/api/v1/incidents/{number}/relations', { params: { path: { number } }, body, headers: once() }));
  refresh(client, number, other);
  return made.id;
}

export async function removeRelation(client: QueryClient, number: number, id: string, other: number): Promise<void> {
  await take(api.DELETE('/api/v1/incidents/{number}/relations/{id}', { params: { path: { number, id } } }));
  refresh(client, number, other);
}

export async function declareSub(client: QueryClient, number: number, title: string): Promise<{ number: number; key: string }> {
  const made = await take(api.POST('/api/v1/incidents/{number}/sub-incidents', { params: { path: { number } }, body: { title }, headers: once() }));
  refresh(client, number, made.number);
  return made;
}

export async function mergeIncident(client: QueryClient, number: number, into: number, reason: string, confirmed: boolean): Promise<Incident> {
  const body = { into, reason, confirm_private: confirmed };
  const incident = await take(api.POST('/api/v1/incidents/{number}/merge', { params: { path: { number } }, body }));
  refresh(client, number, into);
  return incident;
}

export async function unmergeIncident(client: QueryClient, number: number, reason: string): Promise<void> {
  const incident = await take(api.POST('/api/v1/incidents/{number}/unmerge', { params: { path: { number } }, body: { reason } }));
  refresh(client, incident.number);
  void client.invalidateQueries({ queryKey: ['merged'] });
  void client.invalidateQueries({ queryKey: ['timeline'] });
}
