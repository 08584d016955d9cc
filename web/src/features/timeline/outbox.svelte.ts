// SPDX-License-Identifier: Apache-2.0
// Notes on their way to the server. Each is kept in this browser until the server has acknowledged it, survives a
// reload, and is sent again with the same Idempotency-Key, so that it is recorded exactly once.
import type { QueryClient } from '@tanstack/svelte-query';
import { api, freshKey, once, take } from '$api/client';
import { toProblem } from '$api/problem';
import type { NewNote } from '$api/types';
import { session } from '$app/session.svelte';
import { forget, keep } from '$ui/stored';
import { pendingFrom, type PendingNote } from './pending';
import { refreshTimeline, showEntry } from './queries';

const prefix = 'outbox.';
const repeatMs = 5000;

class Outbox {
  notes = $state<PendingNote[]>([]);
  #client: QueryClient | null = null;

  start(client: QueryClient): () => void {
    this.#client = client;
    this.notes = pendingFrom(session.user?.id ?? '', storedNotes());
    this.resume();
    const timer = setInterval(() => this.resume(), repeatMs);
    return () => {
      clearInterval(timer);
      this.#client = null;
    };
  }

  add(incident: number, note: NewNote): void {
    const pending: PendingNote = { id: freshKey(), user: session.user?.id ?? '', incident, note, written_at: new Date().toISOString(), status: 'sending', problem: null };
    const safe = keep(prefix + pending.id, JSON.stringify(pending));
    this.notes.push(safe ? pending : { ...pending, unkept: true });
    void this.#send(pending.id);
  }

  /** Sends everything that waits. What the server refused stays until somebody decides. */
  resume(): void {
    for (const pending of this.notes) if (pending.status === 'waiting') void this.#send(pending.id);
  }

  retry(id: string): void {
    void this.#send(id);
  }

  /** Takes a note back out, for example to edit it; returns what it said. */
  withdraw(id: string): PendingNote | undefined {
    const found = this.notes.find((note) => note.id === id);
    this.notes = this.notes.filter((note) => note.id !== id);
    forget(prefix + id);
    return found;
  }

  async #send(id: string): Promise<void> {
    const pending = this.notes.find((note) => note.id === id);
    if (!pending || !this.#client) return;
    pending.status = 'sending';
    try {
      const entry = await take(api.POST('/api/v1/incidents/{number}/notes', { params: { path: { number: pending.incident } }, body: pending.note, headers: once(id) }));
      if (this.#client) showEntry(this.#client, pending.incident, entry);
      if (this.#client) void refreshTimeline(this.#client, pending.incident, entry.occurred_at);
      this.withdraw(id);
    } catch (cause) {
      const problem = toProblem(cause);
      pending.status = problem.passing || problem.status === 401 ? 'waiting' : 'failed';
      pending.problem = [problem.detail || problem.title, problem.help].filter(Boolean).join(' ');
    }
  }
}

function storedNotes(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(`debrief.${prefix}`)).map((name) => localStorage.getItem(name) ?? '');
  } catch {
    return [];
  }
}

export const outbox = new Outbox();
