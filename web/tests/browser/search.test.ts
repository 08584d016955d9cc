// SPDX-License-Identifier: Apache-2.0
// Search: on its page, with what narrows it, and while one types.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { enterDemo } from './session';

describe.skipIf(!program)('search', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  const results = () => page.getByRole('list', { name: 'Found' }).getByRole('listitem');

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    page = ada.page;
    await enterDemo(page);
  });
  afterAll(async () => {
    await ada?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('shows all that was found, and narrows it by kind and service', async () => {
    await page.goto('/search?q=certificate');
    await results().first().waitFor();
    const all = await results().count();
    expect(all).toBeGreaterThan(3);
    expect(await page.locator('mark').first().textContent()).toMatch(/certificate/i);
    await page.getByRole('link', { name: /^Actions/ }).last().click();
    await page.waitForURL(/kind%3Aaction/);
    await expect.poll(() => results().count()).toBeLessThan(all);
    expect(await page.getByRole('searchbox').inputValue()).toContain('kind:action');
    expect(await findings(page)).toEqual([]);
  });

  it('forgives a typo and says so; finds nothing with a way on', async () => {
    await page.goto('/search?q=certifcate');
    await page.getByText(/Nothing has “certifcate”/).waitFor();
    await page.goto('/search?q=xylophone');
    await page.getByText('Nothing has these words').waitFor();
    await page.getByRole('link', { name: 'Look for what resembles it' }).waitFor();
  });

  const field = () => page.getByRole('combobox', { name: 'Search or do anything' });
  const options = () => page.getByRole('listbox', { name: 'Found' }).getByRole('option');
  // The option that Enter would take, as a screen reader is told.
  const chosen = async () => page.locator(`[id="${await field().getAttribute('aria-activedescendant')}"]`);

  it('finds while one types, by the keyboard alone', async () => {
    await page.goto('/incidents');
    await page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await field().waitFor();
    expect(await field().evaluate((one) => one === document.activeElement)).toBe(true);
    for (const text of ['ce', 'cert', 'certifica']) {
      await field().fill(text);
      await options().filter({ hasText: /certificate/i }).first().waitFor();
    }
    expect(await findings(page)).toEqual([]);
    expect(await options().count()).toBeGreaterThan(3);
    const first = await (await chosen()).getAttribute('id');
    await page.keyboard.press('ArrowUp');
    expect(await (await chosen()).getAttribute('id')).toBe(await options().last().getAttribute('id'));
    await page.keyboard.press('ArrowDown');
    expect(await (await chosen()).getAttribute('id')).toBe(first);
    await page.keyboard.press('ArrowDown');
    expect(await (await chosen()).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/incidents');
    await expect.poll(() => field().count()).toBe(0);
  });

  it('closes on Escape and gives the focus back', async () => {
    await page.goto('/incidents');
    const link = page.getByRole('main').getByRole('link').first();
    await link.focus();
    await page.keyboard.press('Control+k');
    await field().fill('checkout');
    await page.keyboard.press('Escape');
    await expect.poll(() => field().count()).toBe(0);
    expect(await link.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(new URL(page.url()).pathname).toBe('/incidents');
  });

  it('says while one types what it took a typo for, and what to do with what nothing has', async () => {
    await page.goto('/incidents');
    await page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
    await page.keyboard.press('Control+k');
    await field().fill('certifcate');
    const corrected = page.getByRole('listbox', { name: 'Found' }).getByText(/^Found for “certificat/);
    await corrected.waitFor();
    expect(await options().filter({ hasText: /certificate/i }).count()).toBeGreaterThan(0);
    await field().fill('xylophone');
    await corrected.waitFor({ state: 'detached' });
    await options().filter({ hasText: 'All results for “xylophone”' }).waitFor();
    await expect.poll(() => page.getByRole('listbox', { name: 'Found' }).getByText(/^Found/).count()).toBe(0);
    await field().fill('~~');
    await page.getByText('Nothing is called that.').waitFor();
    expect(await field().getAttribute('aria-activedescendant')).toBeNull();
    await page.keyboard.press('Enter');
    expect(await field().count()).toBe(1);
    await page.keyboard.press('Escape');
  });

  it('fits on a small screen', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/search?q=checkout');
    await results().first().waitFor();
    expect(await excess(page)).toBe(0);
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Control+k');
    await field().fill('certificate');
    await options().filter({ hasText: /certificate/i }).first().waitFor();
    expect(await excess(page)).toBe(0);
    const box = await page.getByRole('dialog').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
    expect((box?.y ?? 0) + (box?.height ?? 999)).toBeLessThanOrEqual(640);
    expect(await findings(page)).toEqual([]);
  });
});
