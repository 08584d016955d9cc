// SPDX-License-Identifier: Apache-2.0
// What the figures say, in words. Pure.
import type { InsightChange, InsightEstimate, InsightMetric, Insights } from '$api/types';
import { duration, plural } from '$ui/time';

// To the minute from one minute on, and to the tenth of a day from two days on.
function rounded(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${(seconds / 86_400).toFixed(seconds < 20 * 86_400 ? 1 : 0)} days`;
  return duration(seconds < 60 ? seconds : Math.round(seconds / 60) * 60);
}

/** "42 min (31 min to 58 min)" */
export function estimateInWords(estimate: InsightEstimate): string {
  if (estimate.low === null || estimate.high === null) return rounded(estimate.seconds);
  return `${rounded(estimate.seconds)} (${rounded(estimate.low)} to ${rounded(estimate.high)})`;
}

export const secondsInWords = rounded;

const percent = (ratio: number) => `${Math.round(Math.abs(ratio - 1) * 100)} %`;
/** "30 % shorter"; beyond the double "3.1 times as long" */
function ratioInWords(ratio: number, more: string, less: string, times: string): string {
  if (ratio >= 2) return `${ratio.toFixed(ratio < 10 ? 1 : 0)} times ${times}`;
  if (Math.abs(ratio - 1) < 0.005) return 'the same';
  return ratio > 1 ? `${percent(ratio)} ${more}` : `${percent(ratio)} ${less}`;
}
const range = (change: InsightChange) => `the true change lies between ${change.low < 1 ? '−' : '+'}${percent(change.low)} and ${change.high < 1 ? '−' : '+'}${percent(change.high)}`;

/** Whether a median moved, or only seems to. */
export function changeInWords(change: InsightChange | null, before: number): string {
  if (!change) return before === 0 ? 'Nothing to compare with: none in the time before.' : 'Too few to compare with the time before.';
  const told = ratioInWords(change.ratio, 'longer', 'shorter', 'as long');
  if (change.within_noise)
    return `The median is ${told === 'the same' ? 'the same as' : `${told} than`} in the time before, which is within noise: ${range(change)}. To see a change of 10 %, each of the two times would need ${plural(change.needed, 'incident')}.`.replace(/as long than/, 'as long as');
  return `The median is ${told} than in the time before, and that is more than noise: ${range(change)}.`.replace(/as long than/, 'as long as');
}

/** "−52 %", "3.1 ×", "noise" for what may be none. */
export function shortChange(change: InsightChange | null): string {
  if (!change) return '–';
  if (change.within_noise) return 'within noise';
  return change.ratio >= 2 ? `${change.ratio.toFixed(1)} ×` : `${change.ratio < 1 ? '−' : '+'}${percent(change.ratio)}`;
}

/** How the number of incidents moved. */
export function numberInWords(incidents: Insights['incidents']): string {
  if (!incidents.change) return incidents.before === 0 ? 'None in the time before.' : `${plural(incidents.before, 'incident')} in the time before.`;
  const told = ratioInWords(incidents.change.ratio, 'more', 'fewer', 'as many');
  const change = told === 'the same' ? 'As many as' : told.includes('as many') ? `${told} as` : `${told} than`;
  const first = `${change.charAt(0).toUpperCase()}${change.slice(1)} in the time before (${incidents.before})`;
  return incidents.change.within_noise ? `${first}: within noise.` : `${first}: more than noise.`;
}

/** What a mean would hide; null where it hides little. */
export function skewInWords(metric: Pick<InsightMetric, 'skew' | 'now'>): string | null {
  const skew = metric.skew;
  if (!skew || skew.below_mean < 0.6) return null;
  return `The mean would be ${rounded(skew.mean_seconds)}: longer than ${Math.round(skew.below_mean * 100)} % of the incidents, since ${skew.half_of_time === 1 ? 'one' : skew.half_of_time} of ${metric.now.count} took half of all the time.`;
}

/** "mitigated − declared" */
export const formulaInWords = (formula: string) => formula.replace(' - ', ' − ');
