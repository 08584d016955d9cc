// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';

/** Everybody who has an account. */
export const people = () => queryOptions({ queryKey: keys.users, queryFn: async () => (await take(api.GET('/api/v1/users'))).items, retry: false });
