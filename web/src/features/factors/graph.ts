// SPDX-License-Identifier: Apache-2.0
// What the pages compute from a graph of factors. "" stands for the outcome.
import type { Factor, FactorGraph, FactorKinds, FactorLink } from '$api/types';

/** One row of the nested list. */
export interface Row {
  factor: Factor;
  depth: number;
  /** What it contributed to here; absent where it is not linked. */
  link: FactorLink | null;
  /** It stands above already: its causes are not listed again. */
  again: boolean;
  key: string;
}

/** Causes below what they contributed to, depth first; what is not linked comes last. */
export function rowsOf(graph: Pick<FactorGraph, 'factors' | 'links'>): Row[] {
  const factors = new Map(graph.factors.map((factor) => [factor.id, factor]));
  const rows: Row[] = [];
  const told = new Set<string>();
  const tell = (factor: Factor, depth: number, link: FactorLink | null): void => {
    const again = told.has(factor.id);
    told.add(factor.id);
    rows.push({ factor, depth, link, again, key: `${factor.id}>${link?.effect ?? '-'}` });
    if (again) return;
    for (const next of graph.links) {
      const cause = next.effect === factor.id ? factors.get(next.cause) : undefined;
      if (cause) tell(cause, depth + 1, next);
    }
  };
  for (const link of graph.links) {
    const cause = link.effect === '' ? factors.get(link.cause) : undefined;
    if (cause) tell(cause, 0, link);
  }
  const leading = new Set(graph.links.map((link) => link.cause));
  for (const factor of graph.factors) if (!leading.has(factor.id)) tell(factor, 0, null);
  return rows;
}

/** Whether one can already get from `from` to `to` along the links. */
export function leads(links: readonly FactorLink[], from: string, to: string): boolean {
  const open = [from];
  const seen = new Set(open);
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    if (here === to) return true;
    for (const link of links)
      if (link.cause === here && !seen.has(link.effect)) {
        seen.add(link.effect);
        open.push(link.effect);
      }
  }
  return false;
}

/** What a factor may still contribute to without closing a circle. */
export function possibleEffects(graph: Pick<FactorGraph, 'factors' | 'links'>, cause: string): string[] {
  const linked = new Set(graph.links.filter((link) => link.cause === cause).map((link) => link.effect));
  return ['', ...graph.factors.map((factor) => factor.id)].filter((effect) => effect !== cause && !linked.has(effect) && (effect === '' || !leads(graph.links, effect, cause)));
}

export type Kind = FactorKinds['items'][number];

/** Kinds that hold every word in name, group or description; those with the words in their names first. */
export function searchKinds(all: FactorKinds, words: string): Kind[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map(all.groups.map((group) => [group.id, group.name.toLowerCase()]));
  const text = (kind: Kind) => `${kind.name} ${groups.get(kind.group) ?? ''} ${kind.description} ${kind.example}`.toLowerCase();
  const found = all.items.filter((kind) => wanted.every((word) => text(kind).includes(word)));
  const named = (kind: Kind) => wanted.every((word) => kind.name.toLowerCase().includes(word));
  return wanted.length === 0 ? found : [...found.filter(named), ...found.filter((kind) => !named(kind))];
}
