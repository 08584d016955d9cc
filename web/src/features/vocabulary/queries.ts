// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { Vocabulary } from '$api/types';

export const vocabulary = () => ({ queryKey: keys.vocabulary, queryFn: () => take(api.GET('/api/v1/vocabulary')), staleTime: Infinity });

/** Replaces the lists that are given; every page knows the new words at once. */
export async function replaceWords(client: QueryClient, words: Partial<Vocabulary>): Promise<void> {
  client.setQueryData(keys.vocabulary, await take(api.PUT('/api/v1/vocabulary', { body: words })));
}
