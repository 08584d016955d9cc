// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { Delivery } from '$api/types';

/** Endpoints, and the events that they can be told of. */
export const endpoints = () => queryOptions({ queryKey: keys.endpoints, queryFn: () => take(api.GET('/api/v1/endpoints')), refetchInterval: 15_000 });

export interface DeliveryFilter {
  endpoint?: string;
  state?: Delivery['state'];
}

export const deliveryList = (filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: keys.deliveries(filter),
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/deliveries', { params: { query: { ...filter, limit: 50, ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 15_000,
  });

export const delivery = (id: string) => queryOptions({ queryKey: keys.delivery(id), queryFn: () => take(api.GET('/api/v1/deliveries/{id}', { params: { path: { id } } })) });
