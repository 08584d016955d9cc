// SPDX-License-Identifier: Apache-2.0
/** The set-up code in the hash of the address that the server prints: `#code=…` or `#…`. It never reaches a server's log. */
export function codeFrom(hash: string): string {
  const text = hash.replace(/^#/, '');
  if (!text) return '';
  return text.includes('=') ? (new URLSearchParams(text).get('code') ?? '') : decodeURIComponent(text);
}
