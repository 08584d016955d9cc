// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Account, TimelineEntry } from '$api/types';
import type { Answers } from './prompts';
import type { Wanted } from './saver';

export const contributionsOf = (number: number) =>
  queryOptions({
    queryKey: keys.contributions(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}/accounts', { params: { path: { number } } })),
  });

/** One account; the reader's own without an id. */
export function fetchAccount(number: number, id: string | null): Promise<Account> {
  if (id === null) return take(api.GET('/api/v1/incidents/{number}/accounts/mine', { params: { path: { number } } }));
  return take(api.GET('/api/v1/incidents/{number}/accounts/{id}', { params: { path: { number, id } } }));
}

export const accountOf = (number: number, id: string | null) => queryOptions({ queryKey: keys.account(number, id), queryFn: () => fetchAccount(number, id) });

export function saveAccount(number: number, id: string | null, answers: Partial<Answers>, state: Wanted, version: number): Promise<Account> {
  const header = { 'If-Match': `"${version}"` };
  const body = { ...(Object.keys(answers).length ? { answers } : {}), state };
  if (id === null) return take(api.PUT('/api/v1/incidents/{number}/accounts/mine', { params: { path: { number }, header }, body }));
  return take(api.PUT('/api/v1/incidents/{number}/accounts/{id}', { params: { path: { number, id }, header }, body }));
}

async function fetchKnown(number: number, moment: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query = { limit: 1000, known_at: moment, ...(after ? { after } : {}) };
    const page: { items: TimelineEntry[]; next: string | null } = await take(api.GET('/api/v1/incidents/{number}/timeline', { params: { path: { number }, query } }));
    entries.push(...page.items);
    after = page.next;
  }
  return entries;
}

/** What responders could know at a moment, as it read then. */
export const knownAt = (number: number, moment: string) => queryOptions({ queryKey: keys.knownAt(number, moment), queryFn: () => fetchKnown(number, moment), placeholderData: keepPreviousData });

const refresh = (client: QueryClient, number: number) => client.invalidateQueries({ queryKey: keys.contributions(number) });

export async function invite(client: QueryClient, number: number, person: string, role = ''): Promise<{ person: string; told: boolean }> {
  const body = { person, ...(role ? { role } : {}) };
  const invited = await take(api.POST('/api/v1/incidents/{number}/accounts', { params: { path: { number } }, body, headers: once() }));
  await refresh(client, number);
  return invited;
}

export async function mergeAccount(client: QueryClient, number: number, id: string, pseudonyms: boolean): Promise<{ section: string }> {
  const merged = await take(api.POST('/api/v1/incidents/{number}/accounts/{id}/merge', { params: { path: { number, id } }, body: { pseudonyms }, headers: once() }));
  await Promise.all([refresh(client, number), client.invalidateQueries({ queryKey: keys.postmortem(number) })]);
  return merged;
}
