// SPDX-License-Identifier: Apache-2.0
// What reviewers said, in words. Pure.
import type { Reviewers } from '$api/types';

export type Reviewer = Reviewers['items'][number];
export type Standing = 'approved' | 'changes' | 'stale' | 'waiting';

/** A verdict counts for the text that it was about; `stale` when that has changed since. */
export const standingOf = (reviewer: Reviewer): Standing => (reviewer.verdict === null ? 'waiting' : !reviewer.current ? 'stale' : reviewer.verdict);

/** "1 of 2 approved", "Bo Berg asks for changes", "nobody is asked" */
export function summaryOf(reviewers: readonly Reviewer[]): string {
  if (!reviewers.length) return 'Nobody asked';
  const objecting = reviewers.filter((reviewer) => standingOf(reviewer) === 'changes');
  if (objecting.length) return objecting.length === 1 ? `${objecting[0]!.person} asks for changes` : `${objecting.length} ask for changes`;
  return `${reviewers.filter((reviewer) => standingOf(reviewer) === 'approved').length} of ${reviewers.length} approved`;
}
