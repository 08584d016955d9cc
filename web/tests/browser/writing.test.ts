// SPDX-License-Identifier: Apache-2.0
// Several pages write one postmortem on the real server: at once, offline, over a restart, after the end of a session.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { markdownOf, textOf } from './editor';
import { program, startServer, type Server } from './server';
import { call, enterDemo, invite, password } from './session';

const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC';

const state = (page: Page): Promise<string | null> => page.locator('[data-state]').getAttribute('data-state');
const until = (page: Page, wanted: RegExp) => expect.poll(() => state(page), { timeout: 40_000 }).toMatch(wanted);

/** The last line as it is shown; the cursors of others in it are no text. */
async function lastLine(page: Page): Promise<string> {
  await textOf(page).press('Control+End');
  return ((await textOf(page).locator('.cm-line').last().textContent()) ?? '').replaceAll('\u2060', '');
}

async function open(page: Page, number: number): Promise<void> {
  await page.goto(`/incidents/${number}/postmortem/edit`);
  await textOf(page).waitFor();
}

async function append(page: Page, words: string): Promise<void> {
  await textOf(page).press('Control+End');
  await page.keyboard.type(words);
}

describe.skipIf(!program)('writing together', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let bo: Visitor;
  let number = 0;
  let cited = '';

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    [ada, bo] = await Promise.all([visit(browser, server.url), visit(browser, server.url, { viewport: { width: 1000, height: 800 } })]);
    await enterDemo(ada.page);
    await invite(ada.page, bo.page, 'Bo Berg', 'editor');
    number = (await call<{ number: number }>(ada.page, 'POST', '/incidents', { title: 'Checkout returns 502' })).number;
    cited = (await call<{ id: string }>(ada.page, 'POST', `/incidents/${number}/notes`, { text: 'The pool of connections was exhausted', kind: 'observation' })).id;
    await call(ada.page, 'POST', `/incidents/${number}/postmortem`, {});
    await Promise.all([open(ada.page, number), open(bo.page, number)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('shows everybody who is there, and what they write, at once', async () => {
    await append(ada.page, '\n\nAda was here.');
    await expect.poll(() => lastLine(bo.page)).toBe('Ada was here.');
    await append(bo.page, ' Bo too.');
    await expect.poll(() => lastLine(ada.page)).toBe('Ada was here. Bo too.');
    await ada.page.getByRole('button', { name: 'Go to where Bo Berg writes' }).click();
    await ada.page.locator('.remote-flag[data-name="Bo Berg"]').waitFor({ state: 'attached' });
    await until(ada.page, /seen/);
    await until(bo.page, /seen/);
  });

  it('takes what both type at the same moment', async () => {
    await Promise.all([append(ada.page, ' one two three four five'), append(bo.page, ' SIX SEVEN EIGHT NINE TEN')]);
    await Promise.all([until(ada.page, /saved|seen/), until(bo.page, /saved|seen/)]);
    const last = (await markdownOf(ada.page, number)).split('\n').at(-1)!;
    const letters = (text: string) => [...text].sort().join('');
    expect(letters(last)).toBe(letters('Ada was here. Bo too. one two three four five SIX SEVEN EIGHT NINE TEN'));
    for (const { page } of [ada, bo]) await expect.poll(() => lastLine(page)).toBe(last);
  });

  it('undoes one’s own words only', async () => {
    await append(ada.page, '\nMine alone.');
    await expect.poll(() => lastLine(bo.page)).toBe('Mine alone.');
    await append(bo.page, '\nTheirs stays.');
    await expect.poll(() => lastLine(ada.page)).toBe('Theirs stays.');
    await textOf(ada.page).press('Control+z');
    await expect.poll(() => markdownOf(ada.page, number)).not.toContain('Mine alone.');
    expect(await markdownOf(ada.page, number)).toContain('Theirs stays.');
  });

  it('goes on offline, over a closed tab, and hands in everything once', async () => {
    const context: BrowserContext = ada.page.context();
    const other = await context.newPage();
    await open(other, number);
    await server.kill();
    await append(other, '\nWritten in the tunnel.');
    await expect.poll(() => state(other)).toBe('device');
    await other.getByRole('button', { name: 'Offline' }).waitFor();
    await other.waitForTimeout(500);
    await other.close();
    await server.restart();
    const back = await context.newPage();
    await open(back, number);
    await expect.poll(() => lastLine(back)).toBe('Written in the tunnel.');
    await until(back, /saved|seen/);
    await expect.poll(async () => (await markdownOf(back, number)).split('Written in the tunnel.').length, { timeout: 20_000 }).toBe(2);
    await expect.poll(() => lastLine(bo.page), { timeout: 60_000 }).toBe('Written in the tunnel.');
    await back.close();
  });

  it('keeps writing when the session ends, and signs in without losing a word', async () => {
    const { page } = bo;
    await page.context().clearCookies();
    await server.kill();
    await server.restart();
    await append(page, '\nWritten signed out.');
    await page.getByRole('button', { name: 'Sign in' }).click({ timeout: 60_000 });
    const dialog = page.getByRole('dialog', { name: 'Sign in to go on' });
    await dialog.getByLabel('Password').fill(password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await until(page, /saved|seen/);
    expect(await markdownOf(page, number)).toContain('Written signed out.');
  });

  it('cites by [[, shows the source, and takes pasted pictures as evidence', async () => {
    const { page } = ada;
    await append(page, '\n[[exhausted');
    await page.getByRole('option', { name: /pool of connections/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => markdownOf(page, number)).toMatch(new RegExp(`\\[T\\d+\\]\\(#entry-${cited}\\)\\s*$`));
    await page.getByRole('region', { name: 'Preview' }).locator('a[data-cited]').last().waitFor();
    await textOf(page).evaluate((text, bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], 'image.png', { type: 'image/png' }));
      text.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, picture);
    const shown = page.getByRole('region', { name: 'Preview' }).locator('img[alt^="screenshot-"]');
    await shown.waitFor();
    await expect.poll(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(10);
    expect(await markdownOf(page, number)).toMatch(/!\[screenshot-[\w.-]+\]\(\/api\/v1\/evidence\/\w+\/original\)/);
  });

  it('remarks on blame, goes there by F8, and allows a place', async () => {
    const { page } = ada;
    await append(page, '\n\nBo should have checked the pool.\n');
    const remark = page.getByRole('button', { name: /\d+ remarks?$/ });
    await remark.waitFor();
    await textOf(page).press('F8');
    await page.locator('.cm-lintRange').first().waitFor();
    await remark.click();
    const panel = page.getByRole('region', { name: 'Remarks' });
    const before = await remark.textContent();
    await panel.getByRole('button', { name: 'Allow here…' }).last().click();
    await page.keyboard.type('so it was said');
    await expect.poll(() => markdownOf(page, number)).toMatch(/<!-- lint: allow [\w-]+ so it was said -->/);
    await expect.poll(async () => ((await remark.count()) ? remark.textContent() : 'no remarks'), { timeout: 20_000 }).not.toBe(before);
    await panel.getByRole('button', { name: 'Close the remarks' }).click();
  });

  it('shows who wrote what, keeps a named version, compares and restores', async () => {
    const { page } = ada;
    await until(page, /saved|seen/);
    await page.getByRole('button', { name: 'Authors' }).click();
    await page.getByRole('region', { name: 'Who wrote what' }).getByText('Bo Berg').waitFor();
    await page.locator('.authored').first().waitFor();
    await page.getByRole('button', { name: 'Revisions' }).click();
    const dialog = page.getByRole('dialog', { name: 'Revisions' });
    await dialog.getByLabel('Name of this version').fill('Before the cut');
    await dialog.getByRole('button', { name: 'Keep this version' }).click();
    await dialog.getByRole('button', { name: /Before the cut/ }).waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await textOf(page).fill('Nothing left.');
    await until(page, /saved|seen/);
    await page.getByRole('button', { name: 'Revisions' }).click();
    await dialog.getByRole('button', { name: 'Keep this version' }).click();
    await expect.poll(() => dialog.getByRole('listitem').count()).toBeGreaterThan(2);
    await dialog.getByRole('listitem').first().getByRole('button').click();
    await dialog.getByRole('region', { name: /Changes since revision/ }).getByText('Nothing left.').waitFor();
    await dialog.getByRole('button', { name: 'All revisions' }).click();
    await dialog.getByRole('button', { name: /Before the cut/ }).click();
    await dialog.getByRole('button', { name: 'Restore this revision…' }).click();
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Restore it' }).click();
    await expect.poll(() => markdownOf(page, number)).toContain('Written in the tunnel.');
    for (const each of [ada, bo]) await expect.poll(() => lastLine(each.page), { timeout: 20_000 }).not.toContain('Nothing left.');
  });

  it('changes the title for everybody', async () => {
    await ada.page.getByRole('textbox', { name: 'Title' }).fill('Checkout met closed connections');
    await ada.page.getByRole('textbox', { name: 'Title' }).press('Enter');
    await expect.poll(() => bo.page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Checkout met closed connections');
  });

  it('leaves the text by Tab, and indents in lists', async () => {
    const { page } = ada;
    await append(page, '\n\n- first');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('inner');
    await expect.poll(() => markdownOf(page, number)).toMatch(/- first\n {2}- inner$/);
    // While completion still looks for what fits the last word, Escape ends that first.
    await page.waitForTimeout(500);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.cm-editor') ?? null)).toBeNull();
  });

  it.each(['light', 'dark'] as const)('is accessible with everything open: %s', async (colorScheme) => {
    const { page } = ada;
    await page.emulateMedia({ colorScheme });
    if ((await page.getByRole('navigation', { name: 'Outline' }).count()) === 0) await page.getByRole('button', { name: 'Outline' }).click();
    await textOf(page).press('Control+f');
    await page.waitForTimeout(400);
    expect(await findings(page)).toEqual([]);
    expect(await excess(page)).toBe(0);
    await page.keyboard.press('Escape');
  });

  it('runs without a script error, a policy violation or a request to another host', () => {
    expect([...ada.complaints, ...bo.complaints]).toEqual([]);
  });
});
