// SPDX-License-Identifier: Apache-2.0
// The ways to the server: a WebSocket, requests in its place, and a request that outlives the page.
import { readFrame, type OwnUpdate } from './frames';
import { fitting, type Dial, type Later } from './link';
import { poll } from './polling';

export const dialPostmortem =
  (number: number): Dial =>
  (events) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/incidents/${number}/postmortem/live`);
    socket.onopen = () => events.opened();
    socket.onclose = () => events.closed();
    socket.onmessage = (event) => {
      const frame = readFrame(String(event.data));
      if (frame) events.frame(frame);
    };
    return {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
      },
      close: () => socket.close(),
    };
  };

const answerMs = 12_000; // less than the link waits for an answer

/** Asks again and again instead; `canEdit` is what the account may do, the server decides on each push. */
export const dialByRequests =
  (number: number, later: Later, canEdit: () => boolean): Dial =>
  (events) =>
    poll(
      `/api/v1/incidents/${number}/postmortem`,
      {
        later,
        canEdit,
        visible: () => document.visibilityState === 'visible',
        ask: async (path, body) => {
          const answer = await fetch(path, { credentials: 'same-origin', signal: AbortSignal.timeout(answerMs), ...(body ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {}) });
          return { status: answer.status, body: await answer.json().catch(() => null) };
        },
      },
      events,
    );

const keepaliveBytes = 60_000; // a browser carries 64 KiB for a page that is gone

/** Hands updates in without waiting, as the page closes. What does not fit stays in the kept copy. */
export function handInAtClose(number: number, client: string, edition: number, updates: OwnUpdate[]): void {
  const part = fitting(updates, keepaliveBytes - 300);
  const body = JSON.stringify({ client, edition, updates: part });
  if (!part.length || body.length * 3 > keepaliveBytes) return;
  void fetch(`/api/v1/incidents/${number}/postmortem/edits`, { method: 'POST', keepalive: true, credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body }).catch(() => undefined);
}

/** Hands the updates of an orphaned copy in. False when the server cannot take them as they are, null when it does not answer. */
export async function handIn(number: number, client: string, edition: number, updates: OwnUpdate[]): Promise<boolean | null> {
  if (updates.length > 500 || fitting(updates).length < updates.length) return false;
  try {
    const answer = await fetch(`/api/v1/incidents/${number}/postmortem/edits`, { method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ client, edition, updates }) });
    return answer.ok ? true : answer.status === 401 || answer.status === 429 || answer.status >= 500 ? null : false;
  } catch {
    return null;
  }
}
