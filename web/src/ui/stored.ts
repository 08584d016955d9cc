// SPDX-License-Identifier: Apache-2.0
// Text kept in this browser. Storage can be full or forbidden: reading then finds nothing, and keep() says so.

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`debrief.${name}`);
  } catch {
    return null;
  }
}

/** False when the browser refuses to keep it. */
export function keep(name: string, value: string): boolean {
  try {
    localStorage.setItem(`debrief.${name}`, value);
    return true;
  } catch {
    return false;
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(`debrief.${name}`);
  } catch {
    // Nothing can be kept where storage is forbidden.
  }
}
