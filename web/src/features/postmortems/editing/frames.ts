// SPDX-License-Identifier: Apache-2.0
// What goes over the wire while several people write one text. Offsets are UTF-16 code units.

/** The JSON form of a ChangeSet: n keeps, [n] deletes, [n, "line", …] replaces. */
export type ChangesJson = readonly unknown[];

export interface OwnUpdate {
  /** Counts the updates of one client from 1, without gaps. */
  seq: number;
  changes: ChangesJson;
}
export interface Update extends OwnUpdate {
  client: string;
  author: string;
}
export interface Person {
  client: string;
  name: string;
  user: string;
  colour: number;
  /** Absent while the person is not in the text. */
  anchor?: number;
  head?: number;
  /** The edition that `anchor` and `head` belong to. */
  edition: number;
  /** The newest edition that this person's page has shown. */
  seen: number;
}
export type RefusalCode = 'invalid' | 'forbidden' | 'too_large' | 'trouble' | 'gone';

export type ClientFrame =
  | { type: 'open'; client: string; edition: number | null }
  | { type: 'push'; edition: number; updates: OwnUpdate[] }
  | { type: 'cursor'; edition: number; anchor: number; head: number }
  | { type: 'cursor' }
  | { type: 'seen'; edition: number }
  | { type: 'ping' };

export interface Snapshot {
  type: 'snapshot';
  edition: number;
  text: string;
  title: string;
  can_edit: boolean;
}
export interface Refusal {
  type: 'refused';
  code: RefusalCode;
  message: string;
  seq: number | null;
}
export type ServerFrame =
  | Snapshot
  | { type: 'opened'; edition: number; can_edit: boolean }
  | { type: 'updates'; edition: number; updates: Update[] }
  | { type: 'people'; people: Person[] }
  | Refusal
  | { type: 'pong' };

const numbers: Partial<Record<ServerFrame['type'], string[]>> = { snapshot: ['edition'], opened: ['edition'], updates: ['edition'] };
const lists: Partial<Record<ServerFrame['type'], string>> = { updates: 'updates', people: 'people' };
const known = new Set(['snapshot', 'opened', 'updates', 'people', 'refused', 'pong']);

/** A frame of the server; null for one that this version does not understand. */
export function readFrame(text: string): ServerFrame | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!value || typeof value !== 'object') return null;
  const frame = value as Record<string, unknown>;
  const type = frame['type'] as ServerFrame['type'];
  if (!known.has(type)) return null;
  if (numbers[type]?.some((name) => typeof frame[name] !== 'number')) return null;
  const list = lists[type];
  if (list && !Array.isArray(frame[list])) return null;
  if (type === 'snapshot' && typeof frame['text'] !== 'string') return null;
  return value as ServerFrame;
}
