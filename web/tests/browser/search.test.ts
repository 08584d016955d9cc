// SPDX-License-Identifier: Apache-2.0
// Search: on its page, with what narrows it.
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

  it('fits on a small screen', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/search?q=checkout');
    await results().first().waitFor();
    expect(await excess(page)).toBe(0);
    expect(await findings(page)).toEqual([]);
  });
});
