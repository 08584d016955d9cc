// SPDX-License-Identifier: Apache-2.0
import type { Locator, Page } from 'playwright-core';
import { call } from './session';

export const textOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Text in Markdown' });

/** The postmortem of an incident as the server has it. */
export const markdownOf = async (page: Page, number: number): Promise<string> => (await call<{ markdown: string }>(page, 'GET', `/incidents/${number}/postmortem`)).markdown;

/** Puts a text in place of what stands in the editor, as pasting does. */
export async function writeOver(page: Page, text: string): Promise<void> {
  const place = textOf(page);
  await place.press('Control+a');
  await place.evaluate((element, words) => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}
