// SPDX-License-Identifier: Apache-2.0
import { QueryClient } from '@tanstack/svelte-query';
import { toProblem } from '$api/problem';

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The server may be next door while the internet is gone: never wait for `navigator.onLine`.
        networkMode: 'always',
        // The live feed says what is stale; this only bounds what is shown when it is broken.
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        retry: (failures, cause) => failures < 2 && toProblem(cause).passing,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
