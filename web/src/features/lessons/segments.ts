// SPDX-License-Identifier: Apache-2.0
export interface Segment {
  text: string;
  /** Per cent of the whole bar. */
  width: number;
}

/** The parts of a score bar: as wide as the reasons weigh, together as wide as the score is of the best one. */
export function segments(reasons: readonly { text: string; score: number }[], score: number, top: number): Segment[] {
  const sum = reasons.reduce((total, reason) => total + Math.max(0, reason.score), 0);
  const whole = top > 0 ? Math.min(1, Math.max(0, score / top)) * 100 : 0;
  if (sum <= 0 || whole <= 0) return [];
  return reasons.filter((reason) => reason.score > 0).map((reason) => ({ text: reason.text, width: (reason.score / sum) * whole }));
}
