// SPDX-License-Identifier: Apache-2.0
import type { NewNote, TimelineEntry } from '$api/types';

/** What is sent instead of a note, such as a task. Sending it twice must do no harm. */
export interface Sent {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Of the API, behind /api/v1. */
  path: string;
  body: Record<string, unknown>;
}

export interface PendingNote {
  /** Also its Idempotency-Key. */
  id: string;
  user: string;
  incident: number;
  /** What it looks like until the server has it, and what is sent unless `sent` says otherwise. */
  note: Omit<NewNote, 'kind'> & { kind?: string };
  sent?: Sent;
  /** The line as it was typed, to be put back for a correction. */
  line?: string;
  written_at: string;
  /** sending: on its way; waiting: no answer came, it will be sent again; failed: refused. */
  status: 'sending' | 'waiting' | 'failed';
  problem: string | null;
  /** The browser would not keep it: it is lost if this page is closed before the server has it. */
  unkept?: boolean;
}

/** The notes of a user among what a browser has kept, oldest first; what cannot be read is left alone. */
export function pendingFrom(user: string, texts: readonly string[]): PendingNote[] {
  const notes: PendingNote[] = [];
  for (const text of texts) {
    try {
      const note = JSON.parse(text) as PendingNote;
      if (note.user === user && typeof note.note?.text === 'string') notes.push({ ...note, status: 'waiting' });
    } catch {
      // Not ours.
    }
  }
  return notes.sort((a, b) => a.written_at.localeCompare(b.written_at));
}

/** How a pending note looks on the timeline before the server knows it. */
export function asEntry(pending: PendingNote, author: string): TimelineEntry {
  const at = pending.note.occurred_at ?? pending.written_at;
  return {
    id: pending.id,
    kind: pending.note.kind ?? 'note',
    text: pending.note.text,
    occurred_at: at,
    ended_at: null,
    recorded_at: pending.written_at,
    known_at: pending.note.occurred_at ? pending.written_at : at,
    actor: author,
    origin: '',
    evidence: null,
    locator: null,
    key_moment: false,
    hidden: false,
    original_time: null,
    time_note: null,
    revision: 0,
  };
}
