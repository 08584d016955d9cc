// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from '@tanstack/svelte-query';
import { api, once, take } from '$api/client';
import { keys } from '$api/keys';
import type { components } from '$api/schema';
import { everything, toApi, type Filter, type Spot } from './view';

type Schemas = components['schemas'];
export type Logs = Schemas['Logs'];
export type LogSource = Schemas['LogSource'];
export type LogPage = Schemas['LogPage'];
export type LogTemplate = Schemas['LogTemplate'];
export type LogFinding = Schemas['LogFinding'];
export type LogFindings = Schemas['LogFindings'];

export type LogClock = Schemas['LogClock'];

export type Baseline = 'before' | 'day_before' | 'incident';

/** What findings are told against, as the address says: `against` is the number of another incident. */
export function readBaseline(query: URLSearchParams): { baseline: Baseline; against: number | null } {
  const against = Number(query.get('against'));
  const other = Number.isSafeInteger(against) && against > 0 ? against : null;
  const baseline = query.get('baseline');
  if (baseline === 'incident' && other) return { baseline, against: other };
  return { baseline: baseline === 'day_before' ? 'day_before' : 'before', against: null };
}

/** Whether something is still being read. */
export const isIndexing = (logs: Logs | undefined): boolean => logs?.indexing.some((item) => item.state !== 'failed') ?? false;

/** Fresh every second while something is read. */
export const logsOf = (number: number) =>
  queryOptions({
    queryKey: keys.logs(number),
    queryFn: () => take(api.GET('/api/v1/incidents/{number}/logs', { params: { path: { number } } })),
    refetchInterval: (query) => (isIndexing(query.state.data) ? 1000 : false),
  });

export const histogramOf = (number: number, filter: Filter, spans: number) =>
  queryOptions({
    queryKey: keys.logHistogram(number, { ...filter, spans }),
    queryFn: ({ signal }) => take(api.GET('/api/v1/incidents/{number}/logs/histogram', { params: { path: { number }, query: { ...toApi(filter), spans } }, signal })),
  });

/** Of all lines, or of those that fit. */
export const templatesOf = (number: number, filter: Filter = everything) =>
  queryOptions({
    queryKey: [...keys.logTemplates(number), toApi(filter)],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/incidents/{number}/logs/templates', { params: { path: { number }, query: toApi(filter) }, signal }))).items,
  });

/** Clocks that seem to be off. */
export const clocksOf = (number: number) =>
  queryOptions({
    queryKey: [...keys.logs(number), 'clocks'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/incidents/{number}/logs/clocks', { params: { path: { number } }, signal }))).items,
  });

export const findingsOf = (number: number, window: { from: string | null; until: string | null; baseline: Baseline; against: number | null }) =>
  queryOptions({
    queryKey: keys.logFindings(number, window),
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/incidents/{number}/logs/findings', {
          params: { path: { number }, query: { ...(window.from ? { from: window.from } : {}), ...(window.until ? { until: window.until } : {}), baseline: window.baseline, ...(window.against ? { incident: window.against } : {}) } },
          signal,
        }),
      ),
  });

/** Lines of one source around a line, whatever they say. */
export const contextOf = (number: number, spot: Spot, around: number) => {
  const first = Math.max(1, spot.line - around);
  return queryOptions({
    queryKey: keys.logContext(number, { ...spot, around }),
    queryFn: ({ signal }) => take(api.GET('/api/v1/incidents/{number}/logs/sources/{source}/lines', { params: { path: { number, source: spot.source }, query: { first, limit: spot.line - first + around + 1 } }, signal })),
  });
};

export function search(number: number, filter: Filter, page: { after?: string; before?: string; limit: number }, signal?: AbortSignal): Promise<LogPage> {
  return take(api.GET('/api/v1/incidents/{number}/logs/lines', { params: { path: { number }, query: { ...toApi(filter), ...page } }, signal: signal ?? null }));
}

export async function lineAt(number: number, spot: Spot, signal?: AbortSignal): Promise<Schemas['LogLine'] | null> {
  const page = await take(api.GET('/api/v1/incidents/{number}/logs/sources/{source}/lines', { params: { path: { number, source: spot.source }, query: { first: spot.line, limit: 1 } }, signal: signal ?? null }));
  return page.items.find((line) => line.line === spot.line) ?? null;
}

export const pinLine = (number: number, spot: Spot, text?: string) =>
  take(api.POST('/api/v1/incidents/{number}/logs/pins', { params: { path: { number } }, body: { ...spot, key_moment: false, ...(text ? { text } : {}) }, headers: once() }));

export const unmask = (number: number, spot: Spot, reason: string) => take(api.POST('/api/v1/incidents/{number}/logs/unmasked', { params: { path: { number } }, body: { ...spot, reason } }));

export const changeSource = (number: number, source: number, body: { zone?: string; year?: number; correction_ms?: number }) =>
  take(api.PATCH('/api/v1/incidents/{number}/logs/sources/{source}', { params: { path: { number, source } }, body }));
