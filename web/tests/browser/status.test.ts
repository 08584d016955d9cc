// SPDX-License-Identifier: Apache-2.0
// A status page is made, shows an incident, and is read without account and without scripts.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

describe.skipIf(!program)('status pages', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let customer: Visitor;
  let page: Page;
  let reader: Page;
  let number: number;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    customer = await visit(browser, server.url, { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
    page = ada.page;
    reader = customer.page;
    await enterDemo(page);
    number = (await call<{ number: number }>(page, 'POST', '/incidents', { title: 'Pool of search-api exhausted', severity: 'sev2', services: ['search'] })).number;
  });
  afterAll(async () => {
    await ada?.leave();
    await customer?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('makes a page', async () => {
    await page.goto('/status-pages');
    await page.getByRole('button', { name: 'New page' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').first().fill('The Library');
    expect(await dialog.getByLabel('Address').inputValue()).toBe('the-library');
    await dialog.getByRole('group', { name: 'Component 1' }).getByLabel('Name').fill('Finding books');
    await dialog.getByLabel('Services').fill('search');
    await dialog.getByLabel('Services').press('Enter');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'The Library', exact: true }).waitFor();
    await page.getByText('Everything works.').waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('shows nothing of an incident by itself', async () => {
    await reader.goto('/status/the-library');
    await reader.getByRole('heading', { name: 'Everything works.' }).waitFor();
    expect(await reader.content()).not.toContain('exhausted');
    expect((await reader.goto('/status/unknown'))?.status()).toBe(404);
  });

  it('shows it in words for customers', async () => {
    await page.goto(`/incidents/${number}/room`);
    await page.getByRole('button', { name: 'Show on “The Library”' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title for customers').fill('Books are not found');
    await dialog.getByLabel('What customers read').fill(`Finding a book fails. INC-${number} is open.`);
    expect(await dialog.getByLabel('Finding books').inputValue(), 'its service says so').toBe('degraded');
    await dialog.getByLabel('Finding books').selectOption('major_outage');
    await dialog.getByRole('button', { name: 'Post it', exact: true }).click();
    await dialog.getByRole('alert').getByText('used inside').waitFor();
    await dialog.getByLabel('What customers read').fill('Finding a book fails. Lending works.');
    await dialog.getByRole('button', { name: 'Post it', exact: true }).click();
    await page.getByRole('link', { name: 'Books are not found' }).waitFor();
    await reader.goto('/status/the-library');
    await reader.getByRole('heading', { name: 'Major outage: Finding books.' }).waitFor();
    await reader.getByText('Lending works.').waitFor();
    expect(await excess(reader)).toBe(0);
  });

  it('posts an update for customers to the page at the same time', async () => {
    await page.getByRole('button', { name: 'Write an update' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Customers' }).check();
    await dialog.getByLabel('Conditions').fill('Finding a book works again.');
    await dialog.getByRole('checkbox', { name: 'The Library' }).check();
    await dialog.getByLabel('How far it is').selectOption('resolved');
    await dialog.getByRole('button', { name: 'Post for customers' }).click();
    await expect.poll(async () => (await reader.goto('/status/the-library'), reader.getByRole('heading', { name: 'Everything works.' }).count())).toBe(1);
    await reader.getByRole('link', { name: 'Books are not found' }).first().click();
    await reader.getByRole('heading', { level: 1, name: 'Books are not found' }).waitFor();
    await reader.getByText('Finding a book works again.').waitFor();
  });

  it('is fit for everybody, as axe sees it with scripts on', async () => {
    for (const path of ['/status/the-library', '/subscriptions/none']) {
      await page.goto(path);
      expect(await findings(page), path).toEqual([]);
    }
  });

  it('sets the minutes between updates', async () => {
    await page.goto('/settings/updates');
    await page.getByLabel('SEV1, executives, minutes').fill('45');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The intervals hold from now on').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(ada.complaints).toEqual([]);
    expect(customer.complaints).toEqual([]);
  });
});
