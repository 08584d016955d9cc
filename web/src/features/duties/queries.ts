// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Duty, DutyChange, DutyRule, PublicationRequirements } from '$api/types';

export const dutyOf = (number: number) =>
  queryOptions({
    queryKey: keys.duty(number),
    queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/duty', { params: { path: { number } } }))).duty as Duty | null,
  });

export interface DutyFilter {
  state: '' | 'open' | 'waived' | 'done';
  overdue: boolean;
  owner: string;
}

export const dutiesOf = (filter: DutyFilter) =>
  infiniteQueryOptions({
    queryKey: keys.dutyList(filter),
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/duties', {
          params: { query: { limit: 50, ...(filter.state ? { state: filter.state } : {}), ...(filter.overdue ? { overdue: true } : {}), ...(filter.owner ? { owner: filter.owner } : {}), ...(pageParam ? { after: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const dutyRules = () => queryOptions({ queryKey: keys.dutyRules, queryFn: async () => (await take(api.GET('/api/v1/duty-rules'))).items });
export const requirements = () => queryOptions({ queryKey: keys.requirements, queryFn: () => take(api.GET('/api/v1/publication-requirements')) });

function show(client: QueryClient, number: number, duty: Duty): Duty {
  client.setQueryData(keys.duty(number), duty);
  void client.invalidateQueries({ queryKey: keys.duties });
  void client.invalidateQueries({ queryKey: keys.incident(number) });
  return duty;
}

/** Asks for a postmortem by hand; its draft is made, too. */
export async function askForPostmortem(client: QueryClient, number: number, wanted: { owner?: string; due_at?: string; reason?: string }): Promise<Duty> {
  const duty = show(client, number, await take(api.POST('/api/v1/incidents/{number}/duty', { params: { path: { number } }, body: wanted, headers: once() })));
  void client.invalidateQueries({ queryKey: keys.postmortem(number) });
  return duty;
}

export async function changeDuty(client: QueryClient, number: number, change: DutyChange): Promise<Duty> {
  return show(client, number, await take(api.PATCH('/api/v1/incidents/{number}/duty', { params: { path: { number } }, body: change })));
}

export async function replaceRules(client: QueryClient, items: DutyRule[]): Promise<void> {
  client.setQueryData(keys.dutyRules, (await take(api.PUT('/api/v1/duty-rules', { body: { items } }))).items);
}

export async function replaceRequirements(client: QueryClient, wanted: PublicationRequirements): Promise<void> {
  client.setQueryData(keys.requirements, await take(api.PUT('/api/v1/publication-requirements', { body: wanted })));
  void client.invalidateQueries({ queryKey: ['completeness'] });
}
