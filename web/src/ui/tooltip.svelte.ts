// SPDX-License-Identifier: Apache-2.0
// One tooltip for the whole page, shown on hover and on keyboard focus, dismissed by Escape (WCAG 1.4.13).
import type { Attachment } from 'svelte/attachments';

class TooltipState {
  text = $state('');
  anchor = $state<Element | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(anchor: Element, text: string, wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.anchor = anchor;
      this.text = text;
    }, wait);
  }

  hide(anchor?: Element): void {
    clearTimeout(this.#timer);
    if (!anchor || this.anchor === anchor) this.anchor = null;
  }
}

export const tooltipState = new TooltipState();

/** Describes the element in a tooltip. Give interactive elements a name of their own besides. */
export function tooltip(text: string | undefined | null): Attachment {
  return (element) => {
    if (!text) return;
    const enter = (event: Event) => {
      if ((event as PointerEvent).pointerType !== 'touch') tooltipState.show(element, text, 350);
    };
    const focus = () => {
      if (element.matches(':focus-visible')) tooltipState.show(element, text, 0);
    };
    const leave = () => tooltipState.hide(element);
    const escape = (event: Event) => {
      if ((event as KeyboardEvent).key === 'Escape') leave();
    };
    element.addEventListener('pointerenter', enter);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('pointerdown', leave);
    element.addEventListener('focus', focus);
    element.addEventListener('blur', leave);
    element.addEventListener('keydown', escape);
    return () => {
      leave();
      element.removeEventListener('pointerenter', enter);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('pointerdown', leave);
      element.removeEventListener('focus', focus);
      element.removeEventListener('blur', leave);
      element.removeEventListener('keydown', escape);
    };
  };
}
