// SPDX-License-Identifier: Apache-2.0
// Fields that the house added to its incidents.
import type { FieldKind } from '$api/types';

/** Those that an incident of this kind has. */
export const fieldsFor = (fields: readonly FieldKind[], kind: string): FieldKind[] => fields.filter((field) => !field.kinds?.length || field.kinds.some((each) => each === kind));

/** What was filled in. */
export function valuesOf(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, value.trim()] as const).filter(([, value]) => value !== ''));
}

/** What became different; null for what was emptied. */
export function changedValues(before: Readonly<Record<string, string>>, values: Readonly<Record<string, string>>): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  for (const [id, value] of Object.entries(values)) {
    const now = value.trim();
    if (now === (before[id] ?? '')) continue;
    changes[id] = now === '' ? null : now;
  }
  return changes;
}
