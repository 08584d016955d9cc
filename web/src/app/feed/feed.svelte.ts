// SPDX-License-Identifier: Apache-2.0
// The live feed. It never shows data of its own: each fact marks cached answers stale, and they are fetched again.
// The cursor moves with every fact, so that after a break nothing is missed; without a cursor everything is refetched.
import type { QueryClient } from '@tanstack/svelte-query';
import { refreshTimeline } from '$features/timeline/queries';
import { affected, distinct, earlier, timelineSince, type Key } from './affected';
import { backoff } from './backoff';
import { readMessage } from './message';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline';

const quietMs = 120; // facts arrive in bursts: one refetch for all that come within this time
const giveUpMs = 15_000; // a socket that does not open within this time is replaced
const stillHereMs = 30_000; // other servers forget who says nothing for longer than two of these
const offlineAfter = 3; // failed attempts until the pill says offline rather than reconnecting

class Feed {
  connection = $state<Connection>('connecting');
  /** Counts the returns after a break: what waits for the server listens to it. */
  returns = $state(0);
  /** Who is in the room that this browser shows, by the last word of the server. */
  people = $state<string[]>([]);

  #room: number | null = null;
  #client: QueryClient | null = null;
  #socket: WebSocket | null = null;
  #cursor: number | null = null;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #flush: ReturnType<typeof setTimeout> | undefined;
  #stale: Key[] = [];
  #since = new Map<number, string | null>();

  start(client: QueryClient): () => void {
    this.#client = client;
    this.#failures = 0;
    this.connection = 'connecting';
    this.#connect();
    const nudge = () => this.reconnect();
    addEventListener('online', nudge);
    return () => {
      removeEventListener('online', nudge);
      this.#client = null;
      clearTimeout(this.#retry);
      this.#drop();
      this.#cursor = null;
    };
  }

  /** Says that this browser shows the room of an incident, until the function that it returns is called. */
  enter(number: number): () => void {
    this.#room = number;
    this.people = [];
    this.#sayWhere();
    const timer = setInterval(() => this.#sayWhere(), stillHereMs);
    return () => {
      clearInterval(timer);
      if (this.#room !== number) return;
      this.#room = null;
      this.people = [];
      this.#sayWhere();
    };
  }

  #sayWhere(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ here: this.#room }));
  }

  /** Tries at once instead of waiting for the next attempt. */
  reconnect(): void {
    if (this.connection === 'live' || !this.#client) return;
    clearTimeout(this.#retry);
    this.#drop();
    this.#connect();
  }

  #connect(): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const after = this.#cursor === null ? '' : `?after=${this.#cursor}`;
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/feed${after}`);
    this.#socket = socket;
    const impatient = setTimeout(() => socket.close(), giveUpMs);
    socket.onopen = () => clearTimeout(impatient);
    socket.onmessage = (event) => this.#receive(String(event.data));
    socket.onclose = () => {
      clearTimeout(impatient);
      if (this.#socket === socket) this.#lost();
    };
  }

  #receive(text: string): void {
    const message = readMessage(text);
    if (!message) return;
    if (message.type === 'caught_up') {
      const first = this.#cursor === null;
      this.#cursor = Math.max(this.#cursor ?? 0, message.position);
      if (this.connection !== 'live') this.returns += 1;
      this.connection = 'live';
      this.#failures = 0;
      if (this.#room !== null) this.#sayWhere();
      // Without a cursor there is no telling what happened between fetching and now.
      if (first) void this.#client?.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'meta' });
      return;
    }
    if (message.type === 'presence') {
      if (message.incident === this.#room) this.people = message.people;
      return;
    }
    this.#cursor = Math.max(this.#cursor ?? 0, message.fact.position);
    const { incident } = message.fact;
    this.#stale.push(...affected(message.fact));
    if (incident > 0) this.#since.set(incident, earlier(this.#since.get(incident), timelineSince(message.fact)));
    this.#flush ??= setTimeout(() => void this.#refetch(), quietMs);
  }

  /** Fetches what is stale. Facts that come meanwhile wait for the end of it: a flood of them is met with few requests. */
  async #refetch(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    const stale = distinct(this.#stale);
    const since = [...this.#since];
    this.#stale = [];
    this.#since.clear();
    await Promise.allSettled([...stale.map((queryKey) => client.invalidateQueries({ queryKey: [...queryKey] })), ...since.map(([number, time]) => refreshTimeline(client, number, time))]);
    this.#flush = this.#stale.length || this.#since.size ? setTimeout(() => void this.#refetch(), quietMs) : undefined;
  }

  #lost(): void {
    this.#socket = null;
    this.people = [];
    if (!this.#client) return;
    this.#failures += 1;
    this.connection = this.#failures > offlineAfter ? 'offline' : 'reconnecting';
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#failures));
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}

export const feed = new Feed();
