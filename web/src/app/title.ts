// SPDX-License-Identifier: Apache-2.0
/** Names the page in the tab and for screen readers; call it in an effect. */
export function setTitle(title: string): void {
  document.title = title ? `${title} · Debrief` : 'Debrief';
}
