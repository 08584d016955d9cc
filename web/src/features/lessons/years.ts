// SPDX-License-Identifier: Apache-2.0
export interface Bar {
  /** The first day of the quarter, as an ISO date. */
  from: string;
  count: number;
}

const quarterOf = (at: string): number => {
  const date = new Date(at);
  return date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
};

/** How many of the moments lie in each quarter, from the first to the last of all of them; at most the newest `most`. */
export function quarters(times: readonly string[], until: string, most = 24): Bar[] {
  if (times.length === 0) return [];
  const counts = new Map<number, number>();
  for (const at of times) counts.set(quarterOf(at), (counts.get(quarterOf(at)) ?? 0) + 1);
  const last = Math.max(quarterOf(until), ...counts.keys());
  const first = Math.max(Math.min(...counts.keys()), last - most + 1);
  const bars: Bar[] = [];
  for (let quarter = first; quarter <= last; quarter++)
    bars.push({ from: `${Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, '0')}-01`, count: counts.get(quarter) ?? 0 });
  return bars;
}

export interface Share<T> {
  item: T;
  /** Per cent of all, and of all up to here. */
  share: number;
  together: number;
}

/** The items by weight, each with what those up to it make up together (a Pareto chart). */
export function pareto<T extends { incidents: number }>(items: readonly T[]): Share<T>[] {
  const sum = items.reduce((total, item) => total + item.incidents, 0);
  let together = 0;
  return [...items]
    .sort((a, b) => b.incidents - a.incidents)
    .map((item) => {
      together += item.incidents;
      return { item, share: (100 * item.incidents) / sum, together: (100 * together) / sum };
    });
}
