// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { components } from '$api/schema';

export type MachineText = components['schemas']['MachineText'];

const key = (number: number) => ['machine', number] as const;

export const machineTexts = (number: number) =>
  queryOptions({ queryKey: key(number), queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/machine', { params: { path: { number } } }))).items });

/** Without a question: a summary. */
export async function ask(client: QueryClient, number: number, question: string | null, confirmPrivate: boolean): Promise<void> {
  const params = { path: { number } };
  const body = { confirm_private: confirmPrivate };
  try {
    if (question === null) await take(api.POST('/api/v1/incidents/{number}/machine/summary', { params, body, headers: once() }));
    else await take(api.POST('/api/v1/incidents/{number}/machine/question', { params, body: { ...body, question }, headers: once() }));
  } finally {
    // What was sent is kept, too, when nothing good came back.
    void client.invalidateQueries({ queryKey: key(number) });
  }
}

export async function settle(client: QueryClient, number: number, id: string, state: 'accepted' | 'rejected'): Promise<void> {
  await take(api.POST('/api/v1/incidents/{number}/machine/{id}/settle', { params: { path: { number, id } }, body: { state }, headers: once() }));
  void client.invalidateQueries({ queryKey: key(number) });
  void client.invalidateQueries({ queryKey: keys.postmortem(number) });
}
