// SPDX-License-Identifier: Apache-2.0
import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { Drill, DrillWriting, NewDrill } from '$api/types';

export const drills = () => queryOptions({ queryKey: keys.drills, queryFn: async () => (await take(api.GET('/api/v1/drills'))).items });
export const training = (service: string) => queryOptions({ queryKey: [...keys.training, service], queryFn: () => take(api.GET('/api/v1/training', { params: { query: service ? { service } : {} } })) });

/** The clock is the server's: while it goes, or others take part, what is seen is asked for again and again. */
export const drillOf = (id: string) =>
  queryOptions({
    queryKey: keys.drill(id),
    queryFn: () => take(api.GET('/api/v1/drills/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => {
      const drill = query.state.data as Drill | undefined;
      if (!drill || drill.ended_at || drill.kind === 'quiz') return false;
      return drill.mode === 'group' || (drill.clock?.speed ?? 0) > 0 ? 2000 : false;
    },
  });

/** As fresh as the clock asks for; the clock's place is part of the key, so that a skip shows at once. */
export const signsOf = (drill: Drill) =>
  queryOptions({
    queryKey: [...keys.drill(drill.id), 'signs', drill.ended_at ?? '', drill.clock?.speed ? '' : (drill.clock?.at ?? '')],
    queryFn: () => take(api.GET('/api/v1/drills/{id}/signs', { params: { path: { id: drill.id } } })),
    placeholderData: (before) => before,
    refetchInterval: drill.ended_at || !drill.clock?.speed ? false : 3000,
  });

function show(client: QueryClient, drill: Drill): Drill {
  client.setQueryData(keys.drill(drill.id), drill);
  void client.invalidateQueries({ queryKey: keys.drills });
  return drill;
}
const path = (id: string) => ({ params: { path: { id } } });

export async function startDrill(client: QueryClient, wanted: NewDrill): Promise<Drill> {
  return show(client, await take(api.POST('/api/v1/drills', { params: { header: once() }, body: wanted })));
}
export async function joinDrill(client: QueryClient, id: string): Promise<Drill> {
  return show(client, await take(api.POST('/api/v1/drills/{id}/join', path(id))));
}
export async function setClock(client: QueryClient, id: string, change: { speed?: number; skip?: boolean }): Promise<Drill> {
  return show(client, await take(api.PUT('/api/v1/drills/{id}/clock', { ...path(id), body: change })));
}
export async function writeInDrill(client: QueryClient, id: string, kind: 'see' | 'believe' | 'would_do' | 'ask' | 'inject', text: string): Promise<DrillWriting> {
  const writing = await take(api.POST('/api/v1/drills/{id}/writings', { params: { path: { id }, header: once() }, body: { kind, text } }));
  await client.invalidateQueries({ queryKey: keys.drill(id) });
  return writing;
}
export async function recogniseInDrill(client: QueryClient, id: string): Promise<void> {
  await take(api.POST('/api/v1/drills/{id}/recognise', path(id)));
  await client.invalidateQueries({ queryKey: keys.drill(id) });
}
export async function endDrill(client: QueryClient, id: string): Promise<Drill> {
  void client.invalidateQueries({ queryKey: keys.training });
  return show(client, await take(api.POST('/api/v1/drills/{id}/end', path(id))));
}
export async function judgeDrill(client: QueryClient, id: string, user: string, judgement: { recognised_at?: string | null; next_step_at?: string | null; helped?: string; passed?: boolean | null }): Promise<Drill> {
  void client.invalidateQueries({ queryKey: keys.training });
  return show(client, await take(api.PUT('/api/v1/drills/{id}/people/{user}', { params: { path: { id, user } }, body: judgement })));
}
export async function answerQuiz(client: QueryClient, id: string, place: number, choice: number): Promise<Drill> {
  void client.invalidateQueries({ queryKey: keys.training });
  return show(client, await take(api.POST('/api/v1/drills/{id}/answers', { ...path(id), body: { place, choice } })));
}
