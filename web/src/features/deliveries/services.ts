// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';

/** Names of services that incidents or the catalogue know. */
export const serviceNames = () =>
  queryOptions({ queryKey: ['service-names'] as const, queryFn: async () => (await take(api.GET('/api/v1/services'))).items.map((each) => each.name), staleTime: 60_000 });
