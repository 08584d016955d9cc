// SPDX-License-Identifier: Apache-2.0
import type { Fact } from '$api/types';

export type FeedMessage = { type: 'fact'; fact: Fact } | { type: 'caught_up'; position: number } | { type: 'presence'; incident: number; people: string[] };

/** Reads a message of /api/v1/feed; null for one that this version does not know. */
export function readMessage(text: string): FeedMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!value || typeof value !== 'object') return null;
  const record = value as Record<string, unknown>;
  if (typeof record['caught_up'] === 'number') return { type: 'caught_up', position: record['caught_up'] };
  const presence = record['presence'] as { incident?: unknown; people?: unknown } | undefined;
  if (presence && typeof presence.incident === 'number' && Array.isArray(presence.people)) return { type: 'presence', incident: presence.incident, people: presence.people.filter((person): person is string => typeof person === 'string') };
  if (typeof record['position'] === 'number' && typeof record['kind'] === 'string') return { type: 'fact', fact: value as Fact };
  return null;
}
