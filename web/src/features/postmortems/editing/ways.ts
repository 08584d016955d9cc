// SPDX-License-Identifier: Apache-2.0
// Which way leads to the server: a WebSocket, or requests where that is blocked.
import type { Dial, Later, Wire, WireEvents } from './link';

export type Way = 'socket' | 'requests';

export interface WaysParts {
  socket: Dial;
  requests: Dial;
  later: Later;
  /** The way by which the server has answered. */
  onway: (way: Way) => void;
}

const enough = 2; // failed sockets
const againMs = 60_000;

/** Dials the socket; after it failed twice requests; and tries the socket again every minute meanwhile. */
export function dialByEither({ socket, requests, later, onway }: WaysParts): Dial {
  let failed = 0;

  function dialSocket(events: WireEvents): Wire {
    let heard = false;
    let counted = false;
    const count = (): void => {
      if (heard || counted) return;
      counted = true;
      failed += 1;
    };
    const wire = socket({
      opened: events.opened,
      frame: (frame) => {
        if (!heard) {
          heard = true;
          failed = 0;
          onway('socket');
        }
        events.frame(frame);
      },
      closed: () => {
        count();
        events.closed();
      },
    });
    return {
      send: (frame) => wire.send(frame),
      // Whoever gives up a socket that never said anything was waiting for it.
      close: () => {
        count();
        wire.close();
      },
    };
  }

  function dialRequests(events: WireEvents): Wire {
    let heard = false;
    let cancel = (): void => undefined;
    let probe: Wire | null = null;
    let over = false;
    const stop = (): void => {
      over = true;
      cancel();
      probe?.close();
      probe = null;
    };
    const wire = requests({
      opened: events.opened,
      frame: (frame) => {
        if (!heard) {
          heard = true;
          onway('requests');
          plan();
        }
        events.frame(frame);
      },
      closed: () => {
        stop();
        // Neither way leads there: the socket is not to blame.
        if (!heard) failed = enough - 1;
        events.closed();
      },
    });
    const plan = (): void => {
      cancel = later(againMs, () => {
        let answered = false;
        probe = socket({
          opened: () => {
            answered = true;
            // It may be blocked only once something is said: two more failures lead back here.
            failed = 0;
            stop();
            wire.close();
            events.closed();
          },
          frame: () => undefined,
          closed: () => {
            if (!answered && !over) plan();
          },
        });
      });
    };
    return {
      send: (frame) => wire.send(frame),
      close: () => {
        stop();
        wire.close();
      },
    };
  }

  return (events) => (failed < enough ? dialSocket(events) : dialRequests(events));
}
