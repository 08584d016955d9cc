// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Hypothesis, HypothesisChange, NewArgument } from '$api/types';

export const hypothesesOf = (number: number) => ({ queryKey: keys.hypotheses(number), queryFn: async (): Promise<Hypothesis[]> => (await take(api.GET('/api/v1/incidents/{number}/hypotheses', { params: { path: { number } } }))).items });

function show(client: QueryClient, now: Hypothesis): void {
  client.setQueryData<Hypothesis[]>(keys.hypotheses(now.incident), (all) => all?.map((each) => (each.id === now.id ? now : each)));
}

export async function settle(client: QueryClient, one: Hypothesis, change: HypothesisChange): Promise<void> {
  show(client, await take(api.PATCH('/api/v1/incidents/{number}/hypotheses/{id}', { params: { path: { number: one.incident, id: one.id } }, body: change })));
}

export async function argue(client: QueryClient, one: Hypothesis, argument: NewArgument): Promise<void> {
  show(client, await take(api.POST('/api/v1/incidents/{number}/hypotheses/{id}/arguments', { params: { path: { number: one.incident, id: one.id } }, body: argument, headers: once() })));
}
