// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, take } from '$api/client';
import { keys } from '$api/keys';
import type { DateSettings } from '$api/types';

export const datesOf = (number: number) =>
  queryOptions({
    queryKey: keys.dates(number),
    queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/dates', { params: { path: { number } } }))).items,
  });

/** Open steps of all incidents, those due first at the front. */
export const allDates = () => queryOptions({ queryKey: keys.allDates, queryFn: async () => (await take(api.GET('/api/v1/dates', { params: { query: { limit: 200 } } }))).items });

export interface DateChange {
  due_at?: string | null;
  done?: boolean;
  reason?: string;
}

export async function changeDate(client: QueryClient, number: number, step: string, change: DateChange): Promise<void> {
  const { items } = await take(api.PATCH('/api/v1/incidents/{number}/dates/{step}', { params: { path: { number, step } }, body: change }));
  client.setQueryData(keys.dates(number), items);
  for (const key of [keys.allDates, keys.duty(number), keys.duties, keys.timeline(number)]) void client.invalidateQueries({ queryKey: key });
}

export const dateSettings = () => queryOptions({ queryKey: keys.dateSettings, queryFn: () => take(api.GET('/api/v1/date-settings')) });

export async function replaceDateSettings(client: QueryClient, settings: DateSettings): Promise<void> {
  client.setQueryData(keys.dateSettings, await take(api.PUT('/api/v1/date-settings', { body: settings })));
}
