// SPDX-License-Identifier: Apache-2.0
import type { LogFinding } from './queries';

export type Tone = 'danger' | 'warn' | 'info' | 'violet' | 'plain';

const kinds: Record<string, { name: string; tone: Tone }> = {
  new_template: { name: 'New', tone: 'danger' },
  vanished_template: { name: 'Gone', tone: 'violet' },
  rate_up: { name: 'More', tone: 'warn' },
  rate_down: { name: 'Fewer', tone: 'info' },
  change_point: { name: 'Change', tone: 'warn' },
  burst: { name: 'Burst', tone: 'danger' },
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

/** A score with as many digits as tell it from others: "48", "4.1", "0.03". */
export const scoreText = (score: number): string => score.toFixed(score >= 10 ? 0 : score >= 1 ? 1 : 2);

/** The same finding in the next answer too. */
export const findingKey = (finding: LogFinding): string => [finding.kind, finding.template ?? '', finding.source ?? '', finding.from, finding.until, finding.text].join('|');
