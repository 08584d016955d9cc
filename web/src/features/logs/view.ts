// SPDX-License-Identifier: Apache-2.0
// What the explorer shows, as the address bar keeps it: a link opens the same view again.
import { levels, type Level } from './levels';

export type Match = 'substring' | 'word' | 'pattern';

export interface Filter {
  text: string;
  match: Match;
  caseSensitive: boolean;
  levels: Level[];
  sources: number[];
  template: string | null;
  /** name=value of a part of the line; several separated by commas. */
  field: string;
  /** ISO times; `until` is exclusive. */
  from: string | null;
  until: string | null;
}

export interface Spot {
  source: number;
  line: number;
}

export const everything: Filter = { text: '', match: 'substring', caseSensitive: false, levels: [], sources: [], template: null, field: '', from: null, until: null };

export function readFilter(query: URLSearchParams): Filter {
  const match = query.get('match');
  return {
    text: query.get('text') ?? '',
    match: match === 'word' || match === 'pattern' ? match : 'substring',
    caseSensitive: query.get('case') === 'true',
    levels: list(query.get('level')).filter((name): name is Level => (levels as readonly string[]).includes(name)),
    sources: list(query.get('in')).map(Number).filter((id) => Number.isSafeInteger(id) && id >= 0),
    template: query.get('template'),
    field: query.get('field') ?? '',
    from: time(query.get('from')),
    until: time(query.get('until')),
  };
}

/** The line that the address names: `source` and `line`. */
export function readSpot(query: URLSearchParams): Spot | null {
  const [source, line] = [query.get('source'), query.get('line')];
  if (source === null || line === null || !/^\d{1,15}$/.test(source) || !/^[1-9]\d{0,14}$/.test(line)) return null;
  return { source: Number(source), line: Number(line) };
}

/** The query that says this; what is as usual is left out. */
export function filterQuery(filter: Filter): Record<string, string | null> {
  return {
    text: filter.text || null,
    match: filter.match === 'substring' ? null : filter.match,
    case: filter.caseSensitive ? 'true' : null,
    level: filter.levels.join(',') || null,
    in: filter.sources.join(',') || null,
    template: filter.template,
    field: filter.field || null,
    from: filter.from,
    until: filter.until,
  };
}

/** How the API is asked for it. */
export function toApi(filter: Filter) {
  return {
    ...(filter.text ? { text: filter.text, match: filter.match, case: filter.caseSensitive } : {}),
    ...(filter.levels.length ? { level: filter.levels.join(',') } : {}),
    ...(filter.sources.length ? { source: filter.sources.join(',') } : {}),
    ...(filter.template ? { template: filter.template } : {}),
    ...(filter.field ? { field: filter.field } : {}),
    ...(filter.from ? { from: filter.from } : {}),
    ...(filter.until ? { until: filter.until } : {}),
  };
}

export const isNarrowed = (filter: Filter): boolean => Object.values(filterQuery(filter)).some((value) => value !== null);
export const sameSpot = (a: Spot | null, b: Spot | null): boolean => a?.source === b?.source && a?.line === b?.line;

/** The path of a line in the explorer. */
export const linePath = (incident: number, spot: Spot): string => `/incidents/${incident}/logs?source=${spot.source}&line=${spot.line}`;

/** A value put into a list, or taken out of it. */
export function toggled<T>(all: readonly T[], value: T): T[] {
  return all.includes(value) ? all.filter((each) => each !== value) : [...all, value];
}

const list = (text: string | null): string[] => (text ? text.split(',').filter(Boolean) : []);
const time = (text: string | null): string | null => (text && !Number.isNaN(Date.parse(text)) ? text : null);
