// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { NewRunbook, Run, Runbook, RunbookChange, RunOutcome, RunStep, RunStepState } from '$api/types';

export interface ShelfFilter {
  words: string;
  archived: boolean;
  stale: boolean;
}

export const shelf = (filter: ShelfFilter) =>
  infiniteQueryOptions({
    queryKey: keys.runbookList(filter),
    queryFn: ({ pageParam }) =>
      take(api.GET('/api/v1/runbooks', { params: { query: { limit: 100, ...(filter.words ? { q: filter.words } : {}), ...(filter.archived ? { archived: true } : {}), ...(filter.stale ? { stale: true } : {}), ...(pageParam ? { after: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });

export const runbookOf = (number: number) => queryOptions({ queryKey: keys.runbook(number), queryFn: () => take(api.GET('/api/v1/runbooks/{number}', { params: { path: { number } } })) });
export const revisionsOf = (number: number) => queryOptions({ queryKey: keys.runbookRevisions(number), queryFn: async () => (await take(api.GET('/api/v1/runbooks/{number}/revisions', { params: { path: { number } } }))).items });
export const revisionOf = (number: number, version: number) => queryOptions({ queryKey: [...keys.runbookRevisions(number), version], queryFn: () => take(api.GET('/api/v1/runbooks/{number}/revisions/{version}', { params: { path: { number, version } } })), staleTime: Infinity });
export const proposalFrom = (number: number) => queryOptions({ queryKey: keys.runbookProposal(number), queryFn: () => take(api.GET('/api/v1/incidents/{number}/runbook-proposal', { params: { path: { number } } })), staleTime: Infinity, gcTime: 0 });
export const runbooksFor = (number: number) => queryOptions({ queryKey: keys.runbooksFor(number), queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/runbooks', { params: { path: { number } } }))).items });
export const runsOf = (number: number) => queryOptions({ queryKey: keys.runs(number), queryFn: async () => (await take(api.GET('/api/v1/incidents/{number}/runs', { params: { path: { number } } }))).items });
export const previewOf = (markdown: string) => queryOptions({ queryKey: ['runbook-preview', markdown], queryFn: () => take(api.POST('/api/v1/runbook-preview', { body: { markdown } })), placeholderData: keepPreviousData, staleTime: Infinity, gcTime: 10_000 });

function show(client: QueryClient, runbook: Runbook): Runbook {
  client.setQueryData(keys.runbook(runbook.number), runbook);
  void client.invalidateQueries({ queryKey: keys.runbooks });
  void client.invalidateQueries({ queryKey: keys.runbookRevisions(runbook.number) });
  void client.invalidateQueries({ queryKey: ['runbooks-for'] });
  return runbook;
}

export async function addRunbook(client: QueryClient, wanted: NewRunbook, key: string): Promise<Runbook> {
  return show(client, await take(api.POST('/api/v1/runbooks', { params: { header: once(key) }, body: wanted })));
}

/** Throws a problem with status 412 when another version than `version` is the newest. */
export async function changeRunbook(client: QueryClient, number: number, version: number, change: RunbookChange): Promise<Runbook> {
  return show(client, await take(api.PATCH('/api/v1/runbooks/{number}', { params: { path: { number }, header: { 'If-Match': `"${version}"` } }, body: change })));
}

export async function moveRunbook(client: QueryClient, number: number, to: 'archive' | 'restore' | 'reviewed'): Promise<Runbook> {
  const path = { params: { path: { number } } };
  if (to === 'archive') return show(client, await take(api.POST('/api/v1/runbooks/{number}/archive', path)));
  if (to === 'restore') return show(client, await take(api.POST('/api/v1/runbooks/{number}/restore', path)));
  return show(client, await take(api.POST('/api/v1/runbooks/{number}/reviewed', path)));
}

function showRun(client: QueryClient, run: Run): Run {
  client.setQueryData<Run[]>(keys.runs(run.incident), (all = []) => (all.some((each) => each.id === run.id) ? all.map((each) => (each.id === run.id ? run : each)) : [run, ...all]));
  return run;
}

export async function startRun(client: QueryClient, number: number, runbook: number): Promise<Run> {
  return showRun(client, await take(api.POST('/api/v1/incidents/{number}/runs', { params: { path: { number }, header: once() }, body: { runbook } })));
}

export async function setStep(client: QueryClient, run: Run, step: RunStep, state: RunStepState, note: string): Promise<Run> {
  return showRun(client, await take(api.PATCH('/api/v1/incidents/{number}/runs/{id}/steps/{place}', { params: { path: { number: run.incident, id: run.id, place: step.place }, header: { 'If-Match': `"${step.version}"` } }, body: { state, note } })));
}

export async function endRun(client: QueryClient, run: Run, outcome: RunOutcome, note: string): Promise<Run> {
  return showRun(client, await take(api.POST('/api/v1/incidents/{number}/runs/{id}/end', { params: { path: { number: run.incident, id: run.id } }, body: { outcome, note } })));
}

export async function reopenRun(client: QueryClient, run: Run): Promise<Run> {
  return showRun(client, await take(api.POST('/api/v1/incidents/{number}/runs/{id}/reopen', { params: { path: { number: run.incident, id: run.id } } })));
}
