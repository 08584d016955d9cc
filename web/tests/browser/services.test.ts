// SPDX-License-Identifier: Apache-2.0
// The catalogue of services: read from a file, changed, taken out and put back; an incident says who could help.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { enterDemo, runningIncident } from './session';

describe.skipIf(!program)('services', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let page: Page;

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

  it('takes a file after showing what would change', async () => {
    await page.goto('/services');
    await page.getByRole('link', { name: 'checkout', exact: true }).waitFor();
    await page.getByRole('button', { name: 'From a file' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Or paste it').fill('services:\n  - {name: loyalty, team: checkout team, depends_on: [accounts]}\n  - {name: mail, team: platform team, tier: 2}\n  - {name: a/b}\n');
    await dialog.getByRole('button', { name: 'Look at it' }).click();
    await dialog.getByText('New: loyalty').waitFor();
    await dialog.getByText('Changed: mail').waitFor();
    await dialog.getByText(/Left out: services\[2\]/).waitFor();
    await dialog.getByRole('button', { name: 'Take 2 services' }).click();
    await page.getByRole('link', { name: 'loyalty', exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('shows what a service needs and what needs it, and changes it', async () => {
    await page.getByRole('link', { name: 'accounts', exact: true }).click();
    const needed = page.getByRole('region', { name: 'Needed by' });
    await needed.getByRole('link', { name: 'loyalty' }).waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('dialog').getByLabel('What it does').fill('Signs customers in and out');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Signs customers in and out').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await excess(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('takes a service out and puts it back', async () => {
    await page.goto('/services/one?name=loyalty');
    await page.getByRole('button', { name: 'Take out of the catalogue' }).click();
    await page.waitForURL('**/services');
    await expect.poll(() => page.getByRole('link', { name: 'loyalty', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'loyalty', exact: true }).waitFor();
  });

  it('says on an incident who could help, and brings them in', async () => {
    const number = await runningIncident(page);
    await page.goto(`/incidents/${number}`);
    const card = page.getByRole('region', { name: 'Who could help' });
    await card.getByText('Contact of payments, which checkout depends on').waitFor();
    await card.getByRole('button', { name: 'Bring in Rosa' }).click();
    await page.getByText('Rosa is a subject matter expert of this incident').waitFor();
  });
});
