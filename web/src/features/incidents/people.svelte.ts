// SPDX-License-Identifier: Apache-2.0
import { createQuery } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { Incident } from '$api/types';
import { session } from '$app/session.svelte';

/** The names that one may mean: oneself, those with roles, everybody with an account. For components. */
export function people(incident: () => Incident | undefined = () => undefined): { readonly names: string[] } {
  const users = createQuery(() => ({ queryKey: keys.users, queryFn: async () => (await take(api.GET('/api/v1/users'))).items, retry: false, staleTime: 5 * 60_000 }));
  const names = $derived([...new Set([session.user?.name ?? '', ...(incident()?.roles.map((role) => role.person) ?? []), ...(users.data?.map((user) => user.name) ?? [])])].filter(Boolean));
  return {
    get names() {
      return names;
    },
  };
}
