// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Factor, FactorKinds, FactorLink } from '$api/types';
import { leads, possibleEffects, rowsOf, searchKinds } from './graph';

const factor = (id: string): Factor => ({ id, kind: 'other', title: id, text: '', html: '', entries: [], evidence: [], added_by: 'Ana', recorded_at: '2026-11-23T12:00:00Z' });
const link = (cause: string, effect: string): FactorLink => ({ cause, effect, text: '' });
const graph = { factors: ['a', 'b', 'c', 'd', 'e'].map(factor), links: [link('a', ''), link('b', 'a'), link('c', 'b'), link('c', ''), link('e', 'd')] };

describe('rowsOf', () => {
  it('puts causes below what they contributed to, each told once, and loose ones last', () => {
    expect(rowsOf(graph).map((row) => `${'  '.repeat(row.depth)}${row.factor.id}${row.again ? ' again' : ''}${row.link ? '' : ' loose'}`)).toEqual(['a', '  b', '    c', 'c again', 'd loose', '  e']);
  });
  it('gives each row a key of its own', () => {
    const keys = rowsOf(graph).map((row) => row.key);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it('passes over links from what is gone', () => {
    expect(rowsOf({ factors: [factor('a')], links: [link('x', ''), link('a', '')] })).toHaveLength(1);
  });
});

describe('links', () => {
  it('lead along several steps', () => {
    expect(leads(graph.links, 'c', 'a')).toBe(true);
    expect(leads(graph.links, 'a', 'c')).toBe(false);
    expect(leads(graph.links, 'a', 'a')).toBe(true);
  });
  it('are offered where they close no circle and are not there yet', () => {
    expect(possibleEffects(graph, 'a')).toEqual(['d', 'e']);
    expect(possibleEffects(graph, 'd')).toEqual(['', 'a', 'b', 'c']);
    expect(possibleEffects(graph, 'b')).toEqual(['', 'd', 'e']);
  });
});

describe('searchKinds', () => {
  const kind = (id: string, name: string, description: string) => ({ id, group: id.split('.')[0]!, name, description, example: '', question: '' });
  const all: FactorKinds = {
    groups: [{ id: 'human', name: 'Human and organisational', description: '' }, { id: 'technical', name: 'Technical', description: '' }],
    items: [kind('technical.capacity', 'Capacity and load', 'a limit was met under pressure'), kind('human.pressure', 'Production pressure', 'dates and targets')],
  };
  it('looks into names and descriptions, names first', () => {
    expect(searchKinds(all, 'pressure').map((one) => one.id)).toEqual(['human.pressure', 'technical.capacity']);
    expect(searchKinds(all, 'organisational dates').map((one) => one.id)).toEqual(['human.pressure']);
    expect(searchKinds(all, 'nothing')).toEqual([]);
    expect(searchKinds(all, ' ')).toHaveLength(2);
  });
});
