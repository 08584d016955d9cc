// SPDX-License-Identifier: Apache-2.0
// One incident from the first run of the server to the library, in two browsers, on the real server.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { textOf, writeOver } from './editor';
import { call } from './session';

const password = 'correct horse battery';

describe.skipIf(!program)('from the first run to the library', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let bo: Visitor;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(), startBrowser()]);
    [ada, bo] = await Promise.all([visit(browser, server.url), visit(browser, server.url)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('creates the first account', async () => {
    const { page } = ada;
    await page.goto('/');
    await page.getByRole('heading', { name: 'Welcome' }).waitFor();
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('Email').fill('ada@example.org');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Create account and begin' }).click();
    await page.getByRole('heading', { name: 'Nothing is on fire' }).waitFor();
  });

  it('refuses a wrong password and says so', async () => {
    const { page } = bo;
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByLabel('Email').fill('ada@example.org');
    await page.getByLabel('Password').fill('wrong wrong wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
  });

  it('signs a second browser in', async () => {
    const { page } = bo;
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
    await page.getByText('Live', { exact: true }).first().waitFor();
  });

  it('declares an incident by keyboard, and the other browser sees it at once', async () => {
    const { page } = ada;
    await page.locator('body').press('c');
    await page.getByLabel('What is wrong?').fill('Checkout returns 502');
    await page.getByLabel('SEV2').check({ force: true });
    await page.getByRole('combobox', { name: 'Services' }).fill('checkout');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Declare incident' }).last().click();
    await page.getByRole('heading', { level: 1, name: 'Checkout returns 502' }).waitFor();
    await bo.page.getByRole('link', { name: /Checkout returns 502/ }).click();
    await bo.page.getByRole('heading', { level: 1, name: 'Checkout returns 502' }).waitFor();
    // It opens in its room while it runs.
    for (const at of [page, bo.page]) await at.getByRole('link', { name: 'Record', exact: true }).click();
  });

  it('shows a note in the other browser without a reload', async () => {
    await ada.page.getByRole('radio', { name: 'Hypothesis' }).check({ force: true });
    const text = ada.page.getByRole('form', { name: 'Add to the timeline' }).getByRole('textbox');
    await text.fill('The proxy closes idle connections');
    await text.press('Control+Enter');
    await bo.page.getByText('The proxy closes idle connections').waitFor();
    await ada.page.getByText('Sending…').waitFor({ state: 'detached' });
    expect(await ada.page.getByText('The proxy closes idle connections').count()).toBe(1);
  });

  it('keeps a note that is written while the server is down, and records it once', async () => {
    await server.kill();
    await ada.page.getByText(/Reconnecting|Offline/).first().waitFor();
    const text = ada.page.getByRole('form', { name: 'Add to the timeline' }).getByRole('textbox');
    await text.fill('Rolled back to 2.13');
    await text.press('Control+Enter');
    await ada.page.getByText('Only in this browser yet.').waitFor();
    await server.restart();
    await ada.page.getByText('Only in this browser yet.').waitFor({ state: 'detached', timeout: 60_000 });
    await bo.page.getByText('Rolled back to 2.13').waitFor({ timeout: 60_000 });
    await ada.page.reload();
    await ada.page.getByText('Rolled back to 2.13').waitFor();
    expect(await ada.page.getByText('Rolled back to 2.13').count()).toBe(1);
  });

  it('marks a key moment and takes it back', async () => {
    const entry = ada.page.locator('li', { hasText: 'Rolled back to 2.13' });
    await entry.hover();
    await entry.getByRole('button', { name: 'Change this entry' }).click();
    await ada.page.getByRole('menuitem', { name: 'Mark as key moment' }).click();
    await entry.getByText('Key moment.').waitFor({ state: 'attached' });
    await ada.page.getByRole('button', { name: 'Undo' }).click();
    await entry.getByText('Key moment.').waitFor({ state: 'detached' });
  });

  it('sets milestones and the state', async () => {
    const { page } = ada;
    const milestone = page.getByRole('region', { name: 'Milestones' }).locator('li', { hasText: 'Mitigated' });
    await milestone.getByRole('button', { name: 'Now' }).click();
    await milestone.locator('time').waitFor();
    await page.getByRole('button', { name: /^State:/ }).click();
    await page.getByRole('menuitemradio').last().click();
    await bo.page.getByRole('region', { name: 'Milestones' }).locator('li', { hasText: 'Mitigated' }).locator('time').waitFor();
  });

  it('has the draft of a SEV2 seconds after its mitigation', async () => {
    await ada.page.getByRole('region', { name: 'Postmortem' }).getByRole('link', { name: 'Open it' }).click();
    await ada.page.getByRole('link', { name: 'Edit' }).waitFor();
    await ada.page.getByRole('heading', { level: 1 }).waitFor();
    await bo.page.getByRole('region', { name: 'Postmortem' }).getByText('Draft', { exact: true }).waitFor();
  });

  it('edits it, with a preview, and saves while one writes', async () => {
    const { page } = ada;
    await page.getByRole('link', { name: 'Edit' }).click();
    const text = textOf(page);
    await writeOver(page, '## Summary\n\nA **zebrafish** sat on the cable.\n');
    await page.getByRole('region', { name: 'Preview' }).locator('strong', { hasText: 'zebrafish' }).waitFor();
    await page.locator('[data-state="saved"]').waitFor();
    await page.reload();
    await expect.poll(() => text.innerText()).toContain('zebrafish');
  });

  it('shows a second editor the words at once, and takes those of both', async () => {
    const { page } = bo;
    await page.goto(ada.page.url());
    const text = textOf(page);
    await text.waitFor();
    await text.press('Control+End');
    await page.keyboard.type('It slept on the cable.');
    await textOf(ada.page).getByText('slept on the cable').waitFor();
    await page.getByText(/Saved|Seen by/).first().waitFor();
    await ada.page.getByRole('button', { name: 'Done' }).click();
    await ada.page.getByRole('link', { name: 'Edit' }).waitFor();
  });

  it('publishes it, and the library finds it by a word', async () => {
    const { page } = ada;
    await page.getByText('slept on the cable').waitFor();
    await call(page, 'PUT', '/publication-requirements', { sev2: { aspects: ['what'], approvals: 0 } });
    await page.getByRole('button', { name: 'Publish…' }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('Published', { exact: true }).first().waitFor();
    await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Library' }).click();
    await page.getByRole('searchbox', { name: 'Search the library' }).fill('zebrafish');
    await expect.poll(() => page.url()).toContain('q=zebrafish');
    await page.getByRole('list', { name: 'Postmortems' }).getByRole('link').first().waitFor();
    await page.locator('mark', { hasText: 'zebrafish' }).first().waitFor();
  });

  it('goes anywhere from the command palette', async () => {
    const { page } = ada;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search or do anything' }).fill('checkout');
    await page.getByRole('option', { name: /Checkout returns 502/ }).first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  it('runs without a script error, a policy violation or a request to another host', () => {
    expect([...ada.complaints, ...bo.complaints]).toEqual([]);
  });
});
