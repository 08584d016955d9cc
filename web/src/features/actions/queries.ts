// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { ActionSettings } from '$api/types';

export const actionsOf = (number: number) =>
  queryOptions({
    queryKey: keys.actionsOf(number),
    queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/actions', { params: { path: { number } } }))).items,
  });

export const actionAt = (number: number) =>
  queryOptions({ queryKey: keys.action(number), queryFn: () => take(api.GET('/api/v1/actions/{number}', { params: { path: { number } } })) });

export interface ActionFilter {
  state?: 'open' | 'in_progress' | 'blocked' | 'done' | 'will_not_do' | 'active' | undefined;
  owner?: string | undefined;
  service?: string | undefined;
  type?: 'prevent' | 'detect' | 'mitigate' | 'repair' | 'investigate' | 'process' | undefined;
  priority?: 'p1' | 'p2' | 'p3' | 'p4' | undefined;
  proof?: 'none' | 'unproven' | 'proven' | 'recurred' | undefined;
  overdue?: boolean | undefined;
}

type Present<T> = { [Name in keyof T]: Exclude<T[Name], undefined> };
const present = <T extends object>(filter: T) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value !== '' && value !== false)) as Present<T>;

export const actionList = (filter: ActionFilter, limit = 100) =>
  infiniteQueryOptions({
    queryKey: keys.actionList({ ...filter, limit }),
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/actions', { params: { query: { ...present(filter), limit, ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const actionReport = (filter: Pick<ActionFilter, 'owner' | 'service'>) =>
  queryOptions({ queryKey: keys.actionReport(filter), queryFn: () => take(api.GET('/api/v1/action-report', { params: { query: present(filter) } })) });

export const actionLedger = (filter: Pick<ActionFilter, 'owner' | 'service'>) =>
  queryOptions({ queryKey: keys.actionLedger(filter), queryFn: () => take(api.GET('/api/v1/action-ledger', { params: { query: present(filter) } })) });

export const trackers = () => queryOptions({ queryKey: keys.trackers, queryFn: async () => (await take(api.GET('/api/v1/trackers'))).items, staleTime: 30_000 });

export const actionSettings = () => queryOptions({ queryKey: keys.actionSettings, queryFn: () => take(api.GET('/api/v1/action-settings')), staleTime: 60_000 });

export const replaceActionSettings = (settings: ActionSettings) => take(api.PUT('/api/v1/action-settings', { body: settings }));
