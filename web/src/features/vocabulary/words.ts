// SPDX-License-Identifier: Apache-2.0
import type { FieldKind, RoleKind, Severity, State } from '$api/types';

export type List = 'severities' | 'states' | 'roles' | 'fields';
/** Any word with all that one of the four lists may hold. */
export type Word = Severity & Partial<Omit<State, 'id' | 'name'>> & Partial<Omit<RoleKind, 'id' | 'name'>> & Partial<Omit<FieldKind, 'id' | 'name'>>;

/** An id made of a name: lower-case letters, digits and '_', and none of those taken. */
export function idFor(name: string, taken: readonly string[]): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^[_0-9]+|_+$/g, '').slice(0, 36) || 'word';
  if (!taken.includes(plain)) return plain;
  for (let i = 2; ; i += 1) if (!taken.includes(`${plain}_${i}`)) return `${plain}_${i}`;
}

/** The list with the word at `at` moved by one place, if it may stand there; states stay within their phase. */
export function moved<T extends { phase?: string }>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by;
  const one = list[at];
  const other = list[to];
  if (!one || !other || one.phase !== other.phase) return [...list];
  const next = [...list];
  next[at] = other;
  next[to] = one;
  return next;
}

/** Where a new state of a phase belongs: behind the last one of it. */
export function placeFor(states: readonly { phase?: string | undefined }[], phase: string): number {
  for (let at = states.length - 1; at >= 0; at -= 1) if (states[at]?.phase === phase) return at + 1;
  return states.length;
}
