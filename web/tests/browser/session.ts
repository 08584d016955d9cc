// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';

/** Enters a server that was started with --demo. */
export async function enterDemo(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter the demonstration' }).click();
  await page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
}

/** Calls the API as the person who is signed in on the page. */
export function call<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([verb, address, text]) => {
      const answer = await fetch(`/api/v1${address}`, { method: verb!, headers: text ? { 'Content-Type': 'application/json' } : {}, ...(text ? { body: text } : {}) });
      if (!answer.ok) throw new Error(`${verb} ${address}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    [method, path, body ? JSON.stringify(body) : ''],
  );
}

/** Puts a text in place of what stands in the editor, as pasting does. */
export async function writeOver(page: Page, text: string): Promise<void> {
  const place = page.getByRole('textbox', { name: 'Text in Markdown' });
  await place.press('Control+a');
  await place.evaluate((element, words) => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}
