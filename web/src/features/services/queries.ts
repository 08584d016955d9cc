// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { CatalogueChange, ServiceChange } from '$api/types';

export { services as catalogue } from '$features/incidents/queries';
export const serviceOf = (name: string) => queryOptions({ queryKey: keys.service(name), queryFn: () => take(api.GET('/api/v1/services/{name}', { params: { path: { name } } })) });
export const suggestedFor = (number: number) => queryOptions({ queryKey: keys.suggestedResponders(number), queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/suggested-responders', { params: { path: { number } } }))).items });
/** The catalogue as a text that can be read again. */
export const catalogueText = async () => `${JSON.stringify(await take(api.GET('/api/v1/catalogue')), null, 2)}\n`;

function refresh(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.services });
  void client.invalidateQueries({ queryKey: ['service'] });
  void client.invalidateQueries({ queryKey: ['suggested-responders'] });
}

/** `version` 0: it is not in the catalogue yet. Throws a problem with status 412 when another version is the newest. */
export async function saveService(client: QueryClient, name: string, version: number, body: ServiceChange): Promise<void> {
  await take(api.PUT('/api/v1/services/{name}', { params: { path: { name }, header: { 'If-Match': `"${version}"` } }, body }));
  refresh(client);
}

export async function removeService(client: QueryClient, name: string): Promise<void> {
  await take(api.DELETE('/api/v1/services/{name}', { params: { path: { name } } }));
  refresh(client);
}

/** With `dry` nothing is changed: what would be. */
export async function readCatalogue(client: QueryClient, text: string, dry: boolean): Promise<CatalogueChange> {
  const change = await take(api.POST('/api/v1/catalogue', { params: { query: { dry_run: dry } }, headers: { ...once(), 'Content-Type': 'application/yaml' }, body: text, bodySerializer: (body) => body as string }));
  if (!dry) refresh(client);
  return change;
}
