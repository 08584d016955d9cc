// SPDX-License-Identifier: Apache-2.0
// A wire for places where WebSockets are blocked: it speaks the same frames, by requests. Nobody's cursor is seen.
import type { OwnUpdate, RefusalCode, ServerFrame, Update } from './frames';
import type { Later, Wire, WireEvents } from './link';

export interface Answer {
  status: number;
  body: unknown;
}
/** Absent body: GET. Rejects when nobody answers. */
export type Ask = (path: string, body?: object) => Promise<Answer>;

export interface PollingParts {
  ask: Ask;
  later: Later;
  /** Whether somebody looks at the page: nothing is asked for otherwise. */
  visible: () => boolean;
  canEdit: () => boolean;
}

const pollMs = 1500;
const hiddenMs = 500; // until it is looked whether the page is visible again
const mostListed = 1000; // edits in one answer
const mostMissed = 20_000; // edits; above, the whole text is shorter

interface Listed {
  edition: number;
  items: (Update & { edition: number })[];
}

const refusals: Record<number, RefusalCode> = { 403: 'forbidden', 404: 'gone', 413: 'too_large' };

/** The path is that of the postmortem. */
export function poll(path: string, { ask, later, visible, canEdit }: PollingParts, events: WireEvents): Wire {
  let over = false;
  let client = '';
  let edition: number | null = null;
  let waiting = (): void => undefined;
  // One request after the other: what arrives has an order.
  let line: Promise<void> = Promise.resolve();

  const end = (): void => {
    if (over) return;
    over = true;
    waiting();
    events.closed();
  };
  const give = (frame: ServerFrame): void => {
    if (!over) events.frame(frame);
  };
  const next = (work: () => Promise<void>): void => {
    line = line.then(async () => {
      if (over) return;
      try {
        await work();
      } catch {
        end();
      }
    });
  };

  /** The body of a good answer. Others are told as the server tells them over a socket. */
  async function body<T>(question: string, what?: object, seq: number | null = null): Promise<T | null> {
    const answer = await ask(question, what);
    if (answer.status < 300) return answer.body as T;
    const problem = answer.body as { detail?: string } | null;
    if (answer.status === 401) end();
    else if (answer.status === 429 || answer.status >= 500) give({ type: 'refused', code: 'trouble', message: problem?.detail ?? '', seq });
    else give({ type: 'refused', code: refusals[answer.status] ?? 'invalid', message: problem?.detail ?? '', seq });
    return null;
  }

  async function snapshot(): Promise<void> {
    const document = await body<{ edition: number; markdown: string; title: string }>(path);
    if (!document) return;
    edition = document.edition;
    give({ type: 'snapshot', edition, text: document.markdown, title: document.title, can_edit: canEdit() });
  }

  /** What others wrote since; false when it cannot be told. */
  async function fetchUpdates(): Promise<boolean> {
    for (;;) {
      if (edition === null) return false;
      const listed = await body<Listed>(`${path}/edits?after=${edition}&limit=${mostListed}`);
      if (!listed) return false;
      const last = listed.items.at(-1);
      if (!last) return true;
      edition = last.edition;
      give({ type: 'updates', edition, updates: listed.items });
      if (listed.edition <= edition) return true;
    }
  }

  async function open(known: number | null): Promise<void> {
    if (known === null) return snapshot();
    const listed = await body<Listed>(`${path}/edits?after=${known}&limit=1`);
    if (!listed) return;
    if (known > listed.edition || listed.edition - known > mostMissed) return snapshot();
    edition = known;
    give({ type: 'opened', edition, can_edit: canEdit() });
    await fetchUpdates();
  }

  async function push(at: number, updates: OwnUpdate[]): Promise<void> {
    const taken = await body<{ edition: number; updates: Update[] }>(`${path}/edits`, { client, edition: at, updates }, updates[0]?.seq ?? null);
    if (!taken) return;
    // The answer may end before our own: the rest is fetched like that of others.
    if (edition !== null && taken.edition > edition) {
      edition = taken.edition;
      if (taken.updates.length) give({ type: 'updates', edition, updates: taken.updates });
    }
    await fetchUpdates();
  }

  const plan = (): void => {
    if (over) return;
    waiting = later(visible() ? pollMs : hiddenMs, () => {
      if (visible() && edition !== null) next(async () => void (await fetchUpdates()));
      next(async () => plan());
    });
  };

  void line.then(() => events.opened());
  plan();
  return {
    close: () => {
      over = true;
      waiting();
    },
    send: (frame) => {
      if (frame.type === 'open') {
        client = frame.client;
        next(() => open(frame.edition));
      } else if (frame.type === 'push') next(() => push(frame.edition, frame.updates));
      else if (frame.type === 'ping')
        next(async () => {
          if (!visible() || (await fetchUpdates())) give({ type: 'pong' });
        });
    },
  };
}
