// SPDX-License-Identifier: Apache-2.0
/** Marks the questions and suggestions that a draft puts to its authors, so that they do not look like its text. */
export function markPrompts(body: HTMLElement): void {
  for (const quote of body.querySelectorAll<HTMLElement>('blockquote')) {
    const lead = quote.querySelector('p > strong:first-child')?.textContent?.trim() ?? '';
    if (/^To write:?$/i.test(lead)) quote.dataset['prompt'] = 'question';
    else if (/^Suggestion:?$/i.test(lead)) quote.dataset['prompt'] = 'suggestion';
  }
}
