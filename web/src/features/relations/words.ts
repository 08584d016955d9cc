// SPDX-License-Identifier: Apache-2.0
import type { RelationKind } from '$api/types';

/** What the other incident is to this one, as a heading above its name. */
export const relationNames: Record<RelationKind, string> = {
  parent: 'Part of',
  child: 'Sub-incidents',
  duplicate_of: 'Duplicate of',
  duplicate: 'Duplicates of this one',
  related: 'Related',
  caused_by: 'Caused by',
  caused: 'It caused',
};

/** The order in which they stand on the card. */
export const relationOrder: readonly RelationKind[] = ['parent', 'duplicate_of', 'caused_by', 'child', 'duplicate', 'caused', 'related'];

/** As one chooses them: “this incident …”. */
export const relationChoices: readonly { value: RelationKind; text: string }[] = [
  { value: 'related', text: 'is related to' },
  { value: 'duplicate_of', text: 'is a duplicate of' },
  { value: 'caused_by', text: 'was caused by' },
  { value: 'caused', text: 'caused' },
  { value: 'parent', text: 'is a part of' },
  { value: 'child', text: 'has as its part' },
];

/** The number in "41", "INC-41" or an address that ends so; null when there is none. */
export function numberIn(text: string): number | null {
  const found = /^\s*(?:\S*\/incidents\/|[A-Za-z]{2,10}-|#)?(\d{1,9})(?:\/room)?\s*$/.exec(text);
  const number = found ? Number(found[1]) : 0;
  return number > 0 ? number : null;
}
