// SPDX-License-Identifier: Apache-2.0
// Who is signed in and which words the server uses: read by every page below the shell.
import type { Meta, Role, User } from '$api/types';

const ranks: Record<Role, number> = { viewer: 0, responder: 1, editor: 2, administrator: 3 };

class Session {
  user = $state.raw<User | null>(null);
  meta = $state.raw<Meta | null>(null);
  /** The server no longer knows us, but somebody is writing: the page stays, and offers to sign in. */
  expired = $state(false);
  #writers = 0;

  /** The words that are offered for new choices; `meta` also knows those that are switched off. */
  readonly severities = $derived(this.meta?.severities.filter((each) => each.used !== false) ?? []);
  readonly states = $derived(this.meta?.states.filter((each) => each.used !== false) ?? []);
  readonly roles = $derived(this.meta?.roles.filter((each) => each.used !== false) ?? []);
  readonly fields = $derived(this.meta?.fields.filter((each) => each.used !== false) ?? []);

  /** Keeps the page in place when the session ends, until the answer is called. */
  write(): () => void {
    this.#writers += 1;
    return () => {
      this.#writers -= 1;
    };
  }

  /** Whether the end of the session may take the page away. */
  get interruptible(): boolean {
    return this.#writers === 0;
  }

  /** Whether the reader may do what a role may. The server decides; this only spares hopeless buttons. */
  may(role: Role): boolean {
    return this.user !== null && ranks[this.user.role] >= ranks[role];
  }
}

export const session = new Session();
