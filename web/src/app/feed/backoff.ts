// SPDX-License-Identifier: Apache-2.0
/** Milliseconds to wait before the attempt after `failures` failed ones: full jitter, so that clients do not return together. */
export function backoff(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(failures, 10));
  return Math.round(ceiling * random());
}
