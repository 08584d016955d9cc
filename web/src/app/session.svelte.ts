// SPDX-License-Identifier: Apache-2.0
// Who is signed in and which words the server uses: read by every page below the shell.
import type { Meta, Role, User } from '$api/types';

const ranks: Record<Role, number> = { viewer: 0, responder: 1, editor: 2, administrator: 3 };

class Session {
  user = $state.raw<User | null>(null);
  meta = $state.raw<Meta | null>(null);

  /** Whether the reader may do what a role may. The server decides; this only spares hopeless buttons. */
  may(role: Role): boolean {
    return this.user !== null && ranks[this.user.role] >= ranks[role];
  }
}

export const session = new Session();
