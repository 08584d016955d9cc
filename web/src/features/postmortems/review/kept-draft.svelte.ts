// SPDX-License-Identifier: Apache-2.0
// A text that is being written: kept in this browser until the server has it. Its key makes sending it twice harmless.
import { freshKey } from '$api/client';
import { forget, keep, kept } from '$ui/stored';

interface Kept<More> {
  text: string;
  key: string;
  more: More | null;
}

export class KeptDraft<More = null> {
  text = $state('');
  more = $state.raw<More | null>(null);
  /** False while the browser refuses to keep it. */
  safe = $state(true);
  key = freshKey();
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
    try {
      const found = JSON.parse(kept(name) ?? 'null') as Kept<More> | null;
      if (typeof found?.text !== 'string') return;
      this.text = found.text;
      this.more = found.more;
      this.key = found.key;
    } catch {
      // Not ours.
    }
  }

  /** Whether there was something when this page began, or is now. */
  get exists(): boolean {
    return this.text !== '' || this.more !== null;
  }

  set(text: string, more: More | null = this.more): void {
    // Another text is another request.
    if (text !== this.text || more !== this.more) this.key = freshKey();
    this.text = text;
    this.more = more;
    if (this.exists) this.safe = keep(this.#name, JSON.stringify({ text, key: this.key, more } satisfies Kept<More>));
    else this.clear();
  }

  clear(): void {
    this.text = '';
    this.more = null;
    this.key = freshKey();
    forget(this.#name);
  }
}
