// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that a chosen theme does not flash. preferences.svelte.ts writes the value.
(() => {
  try {
    const theme = localStorage.getItem('debrief.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's theme is used then.
  }
})();
