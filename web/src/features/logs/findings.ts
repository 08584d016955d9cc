// SPDX-License-Identifier: Apache-2.0
import type { LogFinding } from './queries';

export type Tone = 'danger' | 'warn' | 'info' | 'violet' | 'plain';

const kinds: Record<string, { name: string; tone: Tone }> = {
  new: { name: 'New', tone: 'danger' },
  first: { name: 'First', tone: 'danger' },
  burst: { name: 'Burst', tone: 'danger' },
  more: { name: 'More', tone: 'warn' },
  change: { name: 'Change', tone: 'warn' },
  slower: { name: 'Slower', tone: 'warn' },
  pause: { name: 'Pause', tone: 'warn' },
  fewer: { name: 'Fewer', tone: 'info' },
  vanished: { name: 'Gone', tone: 'violet' },
  silence: { name: 'Silence', tone: 'violet' },
};

/** A word and a tone for a kind of finding; an unknown kind is shown as it is called. */
export function kindOf(kind: string): { name: string; tone: Tone } {
  const words = kind.replaceAll('_', ' ');
  return kinds[kind] ?? { name: words.charAt(0).toUpperCase() + words.slice(1), tone: 'plain' };
}

/** How long a bar for a score is, in percent of the highest; a score that is there always shows. */
export function part(score: number, highest: number): number {
  return highest > 0 && score > 0 ? Math.max(4, Math.min(100, (100 * score) / highest)) : 0;
}

/** The same finding in the next answer too. */
export const findingKey = (finding: LogFinding): string => [finding.kind, finding.template ?? '', finding.source ?? '', finding.from, finding.until, finding.text].join('|');
