// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Audience, NewStatusEntry, NewStatusPost, ShowOnPage, StatusCorrection, StatusEntryChange, StatusPage, StatusPageChange } from '$api/types';

export const statusPages = () => queryOptions({ queryKey: keys.statusPages, queryFn: async () => (await take(api.GET('/api/v1/status-pages'))).items });
export const statusPage = (id: string) => queryOptions({ queryKey: keys.statusPage(id), queryFn: () => take(api.GET('/api/v1/status-pages/{id}', { params: { path: { id } } })) });
export const entriesOf = (id: string) => queryOptions({ queryKey: keys.statusEntries(id), queryFn: async () => (await take(api.GET('/api/v1/status-pages/{id}/entries', { params: { path: { id } } }))).items });
export const subscribersOf = (id: string) => queryOptions({ queryKey: keys.statusSubscribers(id), queryFn: () => take(api.GET('/api/v1/status-pages/{id}/subscribers', { params: { path: { id }, query: { limit: 200 } } })) });
export const shownOf = (number: number) => queryOptions({ queryKey: keys.shown(number), queryFn: () => take(api.GET('/api/v1/incidents/{number}/status', { params: { path: { number } } })) });
export const followersOf = (number: number) => queryOptions({ queryKey: keys.followers(number), queryFn: () => take(api.GET('/api/v1/incidents/{number}/followers', { params: { path: { number } } })) });
export const formerOf = (page: string, entry: string, post: string) => queryOptions({ queryKey: keys.statusPost(post), queryFn: () => take(api.GET('/api/v1/status-pages/{id}/entries/{entry}/posts/{post}', { params: { path: { id: page, entry, post } } })) });

export async function refreshStatus(client: QueryClient): Promise<void> {
  await Promise.all([client.invalidateQueries({ queryKey: keys.statusPages }), client.invalidateQueries({ queryKey: ['shown'] })]);
}

export async function savePage(client: QueryClient, page: StatusPage | null, body: StatusPageChange): Promise<StatusPage> {
  const saved = page
    ? await take(api.PUT('/api/v1/status-pages/{id}', { params: { path: { id: page.id }, header: { 'If-Match': `"${page.version}"` } }, body }))
    : await take(api.POST('/api/v1/status-pages', { body, headers: once() }));
  await refreshStatus(client);
  return saved;
}
export async function removePage(client: QueryClient, id: string): Promise<void> {
  await take(api.DELETE('/api/v1/status-pages/{id}', { params: { path: { id } } }));
  await refreshStatus(client);
}
export async function announce(client: QueryClient, id: string, body: NewStatusEntry): Promise<void> {
  await take(api.POST('/api/v1/status-pages/{id}/entries', { params: { path: { id } }, body, headers: once() }));
  await refreshStatus(client);
}
export async function showOnPage(client: QueryClient, number: number, body: ShowOnPage): Promise<void> {
  await take(api.POST('/api/v1/incidents/{number}/status', { params: { path: { number } }, body, headers: once() }));
  await refreshStatus(client);
}
export async function postStatus(client: QueryClient, id: string, entry: string, body: NewStatusPost): Promise<void> {
  await take(api.POST('/api/v1/status-pages/{id}/entries/{entry}/posts', { params: { path: { id, entry } }, body, headers: once() }));
  await refreshStatus(client);
}
export async function correctPost(client: QueryClient, id: string, entry: string, post: string, body: StatusCorrection): Promise<void> {
  await take(api.PUT('/api/v1/status-pages/{id}/entries/{entry}/posts/{post}', { params: { path: { id, entry, post } }, body }));
  await refreshStatus(client);
}
export async function changeEntry(client: QueryClient, id: string, entry: string, body: StatusEntryChange): Promise<void> {
  await take(api.PATCH('/api/v1/status-pages/{id}/entries/{entry}', { params: { path: { id, entry } }, body }));
  await refreshStatus(client);
}
export async function removeSubscriber(client: QueryClient, id: string, subscriber: string): Promise<void> {
  await take(api.DELETE('/api/v1/status-pages/{id}/subscribers/{subscriber}', { params: { path: { id, subscriber } } }));
  await client.invalidateQueries({ queryKey: keys.statusPages });
}
export async function addFollower(client: QueryClient, number: number, audience: Audience, address: string | null): Promise<void> {
  await take(api.POST('/api/v1/incidents/{number}/followers', { params: { path: { number } }, body: { audience, ...(address ? { address } : {}) } }));
  await client.invalidateQueries({ queryKey: keys.followers(number) });
}
export async function removeFollower(client: QueryClient, number: number, id: string): Promise<void> {
  await take(api.DELETE('/api/v1/incidents/{number}/followers/{id}', { params: { path: { number, id } } }));
  await client.invalidateQueries({ queryKey: keys.followers(number) });
}
