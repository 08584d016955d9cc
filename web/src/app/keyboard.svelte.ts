// SPDX-License-Identifier: Apache-2.0
// Shortcuts of the page. Single keys can be turned off (WCAG 2.1.4) and never fire while one types or in a dialog.
import { keep, kept } from '$ui/stored';
import { Keymap, type Binding } from './keymap';

const keymap = new Keymap();

class Keyboard {
  enabled = $state(kept('shortcuts') !== 'off');

  setEnabled(enabled: boolean): void {
    this.enabled = enabled;
    keep('shortcuts', enabled ? 'on' : 'off');
  }

  /** Binds for as long as the effect that calls it lives: `$effect(() => keyboard.bind({...}))`. */
  bind(...bindings: Binding[]): () => void {
    const removals = bindings.map((binding) => keymap.add(binding));
    return () => removals.forEach((remove) => remove());
  }

  all(): Binding[] {
    return keymap.all();
  }

  press(event: KeyboardEvent): void {
    if (!this.enabled || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
    const binding = keymap.press(event.key, event.timeStamp);
    if (!binding) return;
    event.preventDefault();
    binding.run();
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Moves the focus among the rows (`data-row`) of the page. */
export function moveRow(step: 1 | -1): void {
  const rows = Array.from(document.querySelectorAll<HTMLElement>('main [data-row]'));
  const at = rows.findIndex((row) => row === document.activeElement || row.contains(document.activeElement));
  const next = at < 0 ? rows[step > 0 ? 0 : rows.length - 1] : rows[at + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

export const keyboard = new Keyboard();
