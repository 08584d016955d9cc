// SPDX-License-Identifier: Apache-2.0
import type { QueryClient } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { Audience, PaceChange, Updates, UpdateSettings } from '$api/types';

export const updatesOf = (number: number) => ({ queryKey: keys.updates(number), queryFn: (): Promise<Updates> => take(api.GET('/api/v1/incidents/{number}/updates', { params: { path: { number } } })) });

/** Filled anew each time, since they tell how long it has lasted. */
export const templatesOf = (number: number) => ({ queryKey: keys.updateTemplates(number), queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/updates/templates', { params: { path: { number } } }))).items, staleTime: 0 });

export async function setPace(client: QueryClient, number: number, audience: Audience, change: PaceChange): Promise<void> {
  await take(api.PUT('/api/v1/incidents/{number}/updates/pace/{audience}', { params: { path: { number, audience } }, body: change }));
  await client.invalidateQueries({ queryKey: keys.updates(number) });
}

export const updateSettings = () => ({ queryKey: keys.updateSettings, queryFn: (): Promise<UpdateSettings> => take(api.GET('/api/v1/update-settings')) });

export async function saveSettings(client: QueryClient, settings: UpdateSettings): Promise<void> {
  client.setQueryData(keys.updateSettings, await take(api.PUT('/api/v1/update-settings', { body: settings })));
}

export const allTemplates = () => ({ queryKey: keys.allUpdateTemplates, queryFn: async () => (await take(api.GET('/api/v1/update-templates'))).items });
