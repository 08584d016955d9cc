// SPDX-License-Identifier: Apache-2.0
// What a postmortem should tell: names, and the heading that a new section for it gets. Pure.
import type { Completeness } from '$api/types';

export type Aspect = Completeness['aspects'][number];

/** By id, in the order in which readers ask. */
export const aspectNames: Record<string, string> = {
  who: 'Who',
  what: 'What',
  where: 'Where',
  when: 'When',
  why: 'Why',
  how: 'How',
  impact: 'Impact',
  detection: 'Detection',
  response: 'Response',
  went_well: 'What went well',
  went_wrong: 'What went wrong',
  lucky: 'Where we were lucky',
  factors: 'Factors',
  actions: 'Actions',
};

// Each holds a word by which the server knows what the section tells.
const headings: Record<string, string> = {
  who: 'Responders',
  what: 'Summary',
  why: 'Causes',
  how: 'What happened',
  impact: 'Impact',
  detection: 'Detection',
  response: 'Response',
  went_well: 'What went well',
  went_wrong: 'What went wrong',
  lucky: 'Where we were lucky',
  factors: 'Contributing factors',
  actions: 'Action items',
};

/** The heading of a new section for an aspect; null for what the record tells, not the text. */
export const headingFor = (id: string): string | null => headings[id] ?? null;

export interface Insertion {
  from: number;
  insert: string;
  /** Where the author goes on. */
  cursor: number;
}

/** A new section at the end of a text. The question stands there as a prompt, which counts as nothing until it is answered. */
export function newSection(markdown: string, id: string, question: string): Insertion | null {
  const heading = headingFor(id);
  if (heading === null) return null;
  const end = markdown.replace(/\s+$/, '').length;
  const lead = `${end ? '\n\n' : ''}## ${heading}\n\n> **To write:** ${question}\n\n`;
  return { from: end, insert: lead, cursor: end + lead.length };
}

/** The aspects that stand between a text and its publication come first, then thin ones, then the rest. */
export function byNeed(aspects: readonly Aspect[]): Aspect[] {
  const rank = (aspect: Aspect) => (aspect.state === 'missing' ? (aspect.required ? 0 : 1) : aspect.state === 'thin' ? 2 : 3);
  return aspects.map((aspect, at) => ({ aspect, at })).sort((a, b) => rank(a.aspect) - rank(b.aspect) || a.at - b.at).map(({ aspect }) => aspect);
}

/** The aspect that a sentence of the server about what is missing speaks of: it ends with the question; null for none. */
export const aspectIn = (sentence: string, aspects: readonly Aspect[]): Aspect | null => aspects.find((aspect) => sentence.endsWith(aspect.question)) ?? null;
