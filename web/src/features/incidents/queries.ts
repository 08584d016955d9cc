// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

export interface ListFilter {
  phase: string;
  severity: string;
  service: string;
  kind: string;
  /** 'true': also those that were merged into another. */
  merged: '' | 'true';
  q: string;
}

const present = (filter: ListFilter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));

export const incidentList = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: keys.incidentList(filter),
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/incidents', { params: { query: { ...present({ ...filter, merged: '' }), ...(filter.merged ? { merged: true } : {}), limit: 50, ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** The count beside "Incidents", and the newest open ones for the command palette. */
export const openIncidents = () =>
  queryOptions({
    queryKey: keys.incidentList({ open: true }),
    queryFn: () => take(api.GET('/api/v1/incidents', { params: { query: { phase: 'open', limit: 20 } } })),
  });

export const incidentOf = (number: number) =>
  queryOptions({
    queryKey: keys.incident(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}', { params: { path: { number } } })),
  });

export const services = () =>
  queryOptions({ queryKey: keys.services, queryFn: async () => (await take(api.GET('/api/v1/services'))).items, staleTime: 60_000 });

export const alertsOf = (number: number) =>
  queryOptions({
    queryKey: keys.alerts(number),
    queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/alerts', { params: { path: { number } } }))).items,
  });
