// SPDX-License-Identifier: Apache-2.0
import type { LogSource } from './queries';
import type { Spot } from './view';

/** The log line that an entry of the timeline has as its evidence ("checkout/app.log line 12"), or null. */
export function entrySpot(entry: { evidence: string | null; locator: string | null }, sources: readonly Pick<LogSource, 'id' | 'name' | 'evidence'>[]): Spot | null {
  const found = /^(?:(.*) )?line (\d{1,15})$/s.exec(entry.locator ?? '');
  if (!found || entry.evidence === null) return null;
  const own = sources.filter((source) => source.evidence === entry.evidence);
  // A member of an archive is named; a file of its own need not be.
  const source = found[1] === undefined ? (own.length === 1 ? own[0] : undefined) : own.find((each) => each.name === found[1]);
  return source && Number(found[2]) > 0 ? { source: source.id, line: Number(found[2]) } : null;
}
