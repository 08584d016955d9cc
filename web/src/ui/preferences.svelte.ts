// SPDX-License-Identifier: Apache-2.0
// The reader's choices, kept in this browser.
import { forget, keep, kept } from './stored';
import type { Zone } from './time';

export type Theme = 'system' | 'light' | 'dark';

class Preferences {
  theme = $state<Theme>(kept('theme') === 'light' ? 'light' : kept('theme') === 'dark' ? 'dark' : 'system');
  zone = $state<Zone>(kept('zone') === 'utc' ? 'utc' : 'local');

  setTheme(theme: Theme): void {
    this.theme = theme;
    if (theme === 'system') {
      forget('theme');
      delete document.documentElement.dataset['theme'];
    } else {
      keep('theme', theme);
      document.documentElement.dataset['theme'] = theme;
    }
  }

  setZone(zone: Zone): void {
    this.zone = zone;
    keep('zone', zone);
  }
}

export const preferences = new Preferences();
