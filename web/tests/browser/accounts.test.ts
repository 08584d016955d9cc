// SPDX-License-Identifier: Apache-2.0
// Three people were there: one leads, one writes an account, one cannot sign in and is heard through an editor.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo, invite } from './session';

const minute = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * minute).toISOString();
const answer = (page: Page, question: string) => page.getByRole('textbox', { name: question });
const where = (page: Page) => page.locator('[data-where]').getAttribute('data-where');
const saved = (page: Page) => expect.poll(() => where(page), { timeout: 20_000 }).toBe('server');
const row = (page: Page, person: string) => page.getByRole('listitem').filter({ hasText: person }).filter({ has: page.locator('.state') });

describe.skipIf(!program)('accounts of those who were there', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let bo: Visitor;
  let number = 0;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    [ada, bo] = await Promise.all([visit(browser, server.url), visit(browser, server.url)]);
    await enterDemo(ada.page);
    await invite(ada.page, bo.page, 'Bo Berg', 'responder');
    number = (await call<{ number: number }>(ada.page, 'POST', '/incidents', { title: 'Checkout answers 502', severity: 'sev1', started_at: ago(40) })).number;
    const at = `/incidents/${number}`;
    await call(ada.page, 'POST', `${at}/roles`, { role: 'incident_commander', person: 'Demo' });
    await call(ada.page, 'POST', `${at}/roles`, { role: 'subject_expert', person: 'Bo Berg' });
    for (const [minutes, text] of [[30, 'Errors on node 3 only'], [20, 'Load is normal'], [10, 'Rolled back the pool size']] as const)
      await call(ada.page, 'POST', `${at}/notes`, { kind: 'observation', text, occurred_at: ago(minutes) });
    await call(ada.page, 'PUT', `${at}/milestones/mitigated`, { at: new Date().toISOString() });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('asks those who were involved, and saves what they write', async () => {
    const { page } = bo;
    await page.goto(`/incidents/${number}`);
    await page.getByRole('link', { name: 'Give your account' }).click();
    await answer(page, 'What did you do?').fill('I compared the nodes.');
    await saved(page);
    await page.reload();
    await expect.poll(() => answer(page, 'What did you do?').inputValue()).toBe('I compared the nodes.');
    const board = await call<{ items: { person: string; state: string; id: string }[] }>(ada.page, 'GET', `/incidents/${number}/accounts`);
    const bos = board.items.find((item) => item.person === 'Bo Berg')!;
    expect(bos.state).toBe('started');
    await expect(call(ada.page, 'GET', `/incidents/${number}/accounts/${bos.id}`)).rejects.toThrow('404');
  });

  it('shows what was known at a minute, by keyboard, and cites it', async () => {
    const { page } = bo;
    const slider = page.getByRole('slider', { name: 'Minute of the incident' });
    const list = page.getByRole('list', { name: /What was known at minute/ });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^Minute 0, \d\d:\d\d/);
    await expect.poll(() => list.innerText()).toContain('Nothing was known yet');
    await page.keyboard.press('End');
    await expect.poll(() => list.innerText()).toContain('Errors on node 3 only');
    await answer(page, 'What did you see and hear?').click();
    await page.getByRole('button', { name: 'Cite: Errors on node 3 only' }).click();
    await expect.poll(() => answer(page, 'What did you see and hear?').inputValue()).toMatch(/^\[T1\]\(#entry-\d+\)$/);
    await page.getByRole('button', { name: 'Hindsight hidden' }).click();
    await page.getByRole('heading', { name: 'The whole timeline' }).waitFor();
    await page.getByRole('button', { name: 'With hindsight' }).click();
    await saved(page);
  });

  it('keeps what is written while the server is away', async () => {
    const { page } = bo;
    await server.kill();
    await answer(page, 'What misled you, or got in the way?').fill('A green dashboard');
    await expect.poll(() => where(page), { timeout: 20_000 }).toBe('device');
    await server.restart();
    await saved(page);
    await answer(page, 'What helped?').fill('The list of recent changes');
    // At once: the answer is still being saved when the button is pressed.
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Everybody who may read the incident can read it').waitFor();
  });

  it('shows on the board who has spoken, and merges by role', async () => {
    const { page } = ada;
    await page.goto(`/incidents/${number}/postmortem`);
    await row(page, 'Bo Berg').getByText('Has spoken').waitFor();
    await row(page, 'Demo').getByText('Asked').waitFor();
    await page.getByLabel('Merge with roles instead of names').check();
    await row(page, 'Bo Berg').getByText('as “Subject matter expert”').waitFor();
    await page.getByRole('button', { name: 'Merge the account of Bo Berg into the draft' }).click();
    await page.getByRole('heading', { name: 'Account: Subject matter expert' }).waitFor();
    await row(page, 'Bo Berg').getByText('in the draft').waitFor();
    expect(await page.locator('article blockquote').filter({ hasText: 'A green dashboard' }).count()).toBe(1);
  });

  it('hears a stakeholder who cannot sign in', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Invite somebody to give an account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ask somebody for an account' });
    await dialog.getByLabel('Person').fill('Vera Lind');
    await dialog.getByLabel(/What they were in it/).fill('Head of support');
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByRole('link', { name: 'Write down the account of Vera Lind' }).click();
    await page.getByRole('heading', { name: 'Account of Vera Lind', exact: true }).waitFor();
    await answer(page, 'What did you see and hear?').fill('Forty tickets in ten minutes');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Everybody who may read the incident can read it').waitFor();
    await bo.page.goto(`/incidents/${number}`);
    await bo.page.getByRole('link', { name: 'Vera Lind' }).click();
    await bo.page.getByText('Forty tickets in ten minutes').waitFor();
    await bo.page.getByText('written down by Demo').waitFor();
  });

  it.each([1440, 768, 320])('is accessible and fits at %d px, light and dark', async (width) => {
    const { page } = ada;
    await page.setViewportSize({ width, height: 900 });
    const wrong: string[] = [];
    for (const path of [`/incidents/${number}/account`, `/incidents/${number}/postmortem`, `/incidents/999/account`]) {
      await page.goto(path);
      await page.locator('#main h1').first().waitFor({ state: 'attached' });
      await expect.poll(() => page.getByRole('status', { name: /^(Loading|Looking|Comparing)/ }).count(), { timeout: 20_000 }).toBe(0);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(400);
        for (const finding of await findings(page)) wrong.push(`${path}, ${colorScheme}: ${finding}`);
      }
      const wider = await excess(page);
      if (wider > 0) wrong.push(`${path}: ${wider} px wider than the window`);
    }
    expect([...wrong, ...ada.complaints, ...bo.complaints]).toEqual([]);
  });
});
