// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { Hours } from '$api/types';

export interface ResponderFilter {
  from?: string;
  until?: string;
  team?: string;
}

export const respondersOf = (filter: ResponderFilter) => queryOptions({ queryKey: keys.responders(filter), queryFn: () => take(api.GET('/api/v1/responders', { params: { query: filter } })) });
export const incidentResponders = (number: number) => queryOptions({ queryKey: keys.incidentResponders(number), queryFn: () => take(api.GET('/api/v1/incidents/{number}/responders', { params: { path: { number } } })) });
/** Who may need rest. It is a hint: whoever may not ask sees none. */
export const tiredPeople = () => queryOptions({ queryKey: keys.tired, queryFn: async () => (await take(api.GET('/api/v1/responders/rest'))).items, staleTime: 300_000, retry: false });
export const ownHours = () => queryOptions({ queryKey: keys.ownHours, queryFn: () => take(api.GET('/api/v1/me/hours')) });

export async function saveHours(client: QueryClient, hours: Hours): Promise<void> {
  client.setQueryData(keys.ownHours, await take(api.PUT('/api/v1/me/hours', { body: hours })));
  void client.invalidateQueries({ queryKey: ['responders'] });
  void client.invalidateQueries({ queryKey: ['incident-responders'] });
}
