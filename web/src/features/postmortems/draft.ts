// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import { toProblem } from '$api/problem';
import type { Postmortem, PostmortemChange } from '$api/types';
import { tagOf } from '$api/tags';
import { router } from '$app/router.svelte';
import { postmortemPath } from '$app/routes';

/** Has the draft written and opens it; opens the one that exists when somebody was faster. */
export async function startDraft(client: QueryClient, number: number, template?: string): Promise<void> {
  try {
    const postmortem = await take(api.POST('/api/v1/incidents/{number}/postmortem', { params: { path: { number } }, body: template ? { template } : {}, headers: once() }));
    client.setQueryData(keys.postmortem(number), postmortem);
  } catch (cause) {
    if (toProblem(cause).status !== 409) throw cause;
  }
  void client.invalidateQueries({ queryKey: keys.incident(number) });
  void client.invalidateQueries({ queryKey: keys.library });
  router.go(postmortemPath(number));
}

export const postmortemTag = (number: number) => tagOf(`/api/v1/incidents/${number}/postmortem`);

/** Saves a change; `tag` says which version it was made from. */
export async function changePostmortem(client: QueryClient, number: number, change: PostmortemChange, tag?: string): Promise<Postmortem> {
  const header = tag ? { 'If-Match': tag } : {};
  const postmortem = await take(api.PATCH('/api/v1/incidents/{number}/postmortem', { params: { path: { number }, header }, body: change }));
  client.setQueryData(keys.postmortem(number), postmortem);
  void client.invalidateQueries({ queryKey: keys.revisions(number) });
  void client.invalidateQueries({ queryKey: keys.incident(number) });
  void client.invalidateQueries({ queryKey: keys.library });
  return postmortem;
}
