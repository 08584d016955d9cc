// SPDX-License-Identifier: Apache-2.0
// Which action a sequence of keys means. Pure: the page's listener feeds it.
export interface Binding {
  /** Keys in order, separated by blanks: "c", "g i", "?" */
  keys: string;
  text: string;
  group: string;
  run: () => void;
}

export const pauseMs = 1200;

export class Keymap {
  readonly #bindings: Binding[] = [];
  #typed: string[] = [];
  #last = 0;

  add(binding: Binding): () => void {
    this.#bindings.push(binding);
    return () => {
      const at = this.#bindings.indexOf(binding);
      if (at >= 0) this.#bindings.splice(at, 1);
    };
  }

  /** The newest binding of the keys typed so far, or null. A pause, or a key that leads nowhere, begins anew. */
  press(key: string, now: number): Binding | null {
    if (now - this.#last > pauseMs) this.#typed = [];
    this.#last = now;
    for (const typed of [[...this.#typed, key], [key]]) {
      const text = typed.join(' ');
      const found = this.#bindings.findLast((binding) => binding.keys === text);
      if (found) {
        this.#typed = [];
        return found;
      }
      if (this.#bindings.some((binding) => binding.keys.startsWith(`${text} `))) {
        this.#typed = typed;
        return null;
      }
    }
    this.#typed = [];
    return null;
  }

  /** Everything that can be typed now, each sequence once, the newest meaning of it. */
  all(): Binding[] {
    return [...new Map(this.#bindings.map((binding) => [binding.keys, binding])).values()];
  }
}
