// SPDX-License-Identifier: Apache-2.0
// Notes, and what else people write in a running incident, on their way to the server. Each is kept in this browser until the server has acknowledged it, survives a
// reload, and is sent again with the same Idempotency-Key, so that it is recorded exactly once.
import type { QueryClient } from '@tanstack/svelte-query';
import { api, freshKey, once, send, take } from '$api/client';
import { toProblem } from '$api/problem';
import type { NewNote } from '$api/types';
import { affected } from '$app/feed/affected';
import { session } from '$app/session.svelte';
import { forget, keep } from '$ui/stored';
import { pendingFrom, type PendingNote, type Sent } from './pending';
import { refreshTimeline, showEntry } from './queries';

const prefix = 'outbox.';
const repeatMs = 5000;
const patienceMs = 20_000; // a request that hangs holds up what was written after it

class Outbox {
  notes = $state<PendingNote[]>([]);
  #client: QueryClient | null = null;
  #resuming = false;
  #answered = new Map<string, (answer: unknown) => void>();

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
    this.post(incident, { occurred_at: new Date().toISOString(), ...note });
  }

  /** Keeps what was written and sends it: the note, or what is `sent` in its place. `answered` gets the server's answer, if
   * it comes while this page is open. */
  post(incident: number, note: PendingNote['note'], sent?: Sent, line?: string, answered?: (answer: unknown) => void): void {
    const pending: PendingNote = { id: freshKey(), user: session.user?.id ?? '', incident, note, written_at: new Date().toISOString(), status: 'sending', problem: null, ...(sent ? { sent } : {}), ...(line ? { line } : {}) };
    const safe = keep(prefix + pending.id, JSON.stringify(pending));
    if (answered) this.#answered.set(pending.id, answered);
    // What was written before goes first: one may build on the other.
    const earlier = this.notes.some((each) => each.status !== 'failed');
    this.notes.push({ ...pending, ...(safe ? {} : { unkept: true }), ...(earlier ? { status: 'waiting' as const } : {}) });
    if (earlier) void this.resume();
    else void this.#send(pending.id).then(() => this.resume());
  }

  /** Sends everything that waits, in the order in which it was written, until one gets no answer. What the server refused
   * stays until somebody decides. */
  async resume(): Promise<void> {
    if (this.#resuming) return;
    this.#resuming = true;
    try {
      for (let next = this.#next(); next; next = this.#next()) {
        await this.#send(next.id);
        if (this.notes.find((each) => each.id === next?.id)?.status === 'waiting') return;
      }
    } finally {
      this.#resuming = false;
    }
  }

  // None while one is on its way: it would overtake.
  #next(): PendingNote | undefined {
    if (this.notes.some((each) => each.status === 'sending')) return undefined;
    return this.notes.find((each) => each.status === 'waiting');
  }

  retry(id: string): void {
    void this.#send(id);
  }

  /** Takes a note back out, for example to edit it; returns what it said. */
  withdraw(id: string): PendingNote | undefined {
    const found = this.notes.find((note) => note.id === id);
    this.notes = this.notes.filter((note) => note.id !== id);
    this.#answered.delete(id);
    forget(prefix + id);
    return found;
  }

  async #sendNote(pending: PendingNote): Promise<unknown> {
    const entry = await take(api.POST('/api/v1/incidents/{number}/notes', { params: { path: { number: pending.incident } }, body: noteOf(pending), headers: once(pending.id), signal: AbortSignal.timeout(patienceMs) }));
    if (this.#client) showEntry(this.#client, pending.incident, entry);
    if (this.#client) void refreshTimeline(this.#client, pending.incident, entry.occurred_at);
    return entry;
  }

  async #sendOther(pending: PendingNote, sent: Sent): Promise<unknown> {
    const answer = await send(sent, pending.id, AbortSignal.timeout(patienceMs));
    // Shown by the feed, too; fetched here so that it never seems to be gone.
    if (this.#client) await Promise.allSettled(affected({ incident: pending.incident, kind: `${topicOf(sent)}.sent` }).map((queryKey) => this.#client?.invalidateQueries({ queryKey: [...queryKey] })));
    if (this.#client) await refreshTimeline(this.#client, pending.incident, pending.note.occurred_at ?? null);
    return answer;
  }

  async #send(id: string): Promise<void> {
    const pending = this.notes.find((note) => note.id === id);
    if (!pending || !this.#client) return;
    pending.status = 'sending';
    try {
      const answer = pending.sent ? await this.#sendOther(pending, pending.sent) : await this.#sendNote(pending);
      const answered = this.#answered.get(id);
      this.withdraw(id);
      answered?.(answer);
    } catch (cause) {
      const problem = toProblem(cause);
      pending.status = problem.passing || problem.status === 401 ? 'waiting' : 'failed';
      pending.problem = [problem.detail || problem.title, problem.help].filter(Boolean).join(' ');
    }
  }
}

const topics: Record<string, string> = { tasks: 'task', hypotheses: 'hypothesis', updates: 'update', roles: 'role', milestones: 'milestone' };
const topicOf = (sent: Sent) => topics[sent.path.split('/')[3] ?? ''] ?? 'incident';

function noteOf(pending: PendingNote): NewNote {
  return pending.note as NewNote;
}

function storedNotes(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(`debrief.${prefix}`)).map((name) => localStorage.getItem(name) ?? '');
  } catch {
    return [];
  }
}

export const outbox = new Outbox();
