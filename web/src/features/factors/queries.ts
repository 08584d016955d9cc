// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

export const factorsOf = (number: number) =>
  queryOptions({
    queryKey: keys.factors(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}/factors', { params: { path: { number } } })),
  });

export const factorKinds = () => queryOptions({ queryKey: keys.factorKinds, queryFn: () => take(api.GET('/api/v1/factor-kinds')), staleTime: Infinity });
