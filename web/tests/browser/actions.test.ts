// SPDX-License-Identifier: Apache-2.0
// Adding actions by typing, moving them by menu and by keys, reasons, taking back, the board and the ledger.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

interface Action {
  number: number;
  title: string;
  state: string;
  priority: string;
  type: string;
  owner: string | null;
}

describe.skipIf(!program)('actions', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let number = 0;
  const actions = async () => (await call<{ items: Action[] }>(page, 'GET', `/incidents/${number}/actions`)).items;
  const stateOf = async (title: string) => (await actions()).find((action) => action.title === title)?.state;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    page = ada.page;
    await enterDemo(page);
    number = (await call<{ number: number }>(page, 'POST', '/incidents', { title: 'Checkout returns 502' })).number;
  });
  afterAll(async () => {
    await ada?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('are added one after the other by typing', async () => {
    await page.goto(`/incidents/${number}`);
    const line = page.getByLabel('Add an action');
    await line.fill('Limit the queue !p1 #det @demo');
    await line.press('Enter');
    await page.getByRole('link', { name: 'Limit the queue', exact: true }).waitFor();
    await page.keyboard.type('Ask the provider');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Ask the provider' }).waitFor();
    expect(await actions()).toMatchObject([{ title: 'Limit the queue', priority: 'p1', type: 'detect', owner: 'Demo' }, { title: 'Ask the provider', priority: 'p3', owner: null }]);
  });

  it('move by their menu, ask for a reason, and are taken back', async () => {
    const menu = page.getByRole('button', { name: /^State of ACT-\d+: Open/ }).last();
    await menu.click();
    await page.getByRole('menuitem', { name: 'Will not do' }).click();
    await page.getByRole('button', { name: 'Will not do' }).click();
    await page.getByText('Say why, so that').waitFor();
    await page.getByLabel('Why not?').fill('They answered already');
    await page.getByRole('button', { name: 'Will not do' }).click();
    await page.getByText('They answered already').waitFor();
    expect(await stateOf('Ask the provider')).toBe('will_not_do');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => stateOf('Ask the provider')).toBe('open');
  });

  it('are changed in a form that keeps what others changed', async () => {
    await page.getByRole('link', { name: 'Limit the queue', exact: true }).click();
    await page.getByRole('heading', { name: 'Limit the queue' }).waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('Check', { exact: true }).selectOption('alert_quiet');
    await page.getByLabel('Alert', { exact: true }).fill('QueueFull');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Alert QueueFull stays quiet').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await excess(page)).toBe(0);
  });

  it('move on the board by keys', async () => {
    await page.goto('/actions?tab=board');
    const card = page.getByRole('region', { name: 'Open' }).getByRole('link', { name: 'Ask the provider' });
    await card.focus();
    await page.keyboard.press(']');
    await page.getByRole('region', { name: 'In progress' }).getByRole('link', { name: 'Ask the provider' }).waitFor();
    expect(await stateOf('Ask the provider')).toBe('in_progress');
    expect(await findings(page)).toEqual([]);
  });

  it('tell what came of them', async () => {
    for (const tab of ['ledger', 'report', 'overdue']) {
      await page.goto(`/actions?tab=${tab}`);
      await page.getByText('Show the rendered difference').first().waitFor();
      expect(await findings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 700 });
    for (const tab of ['active', 'board', 'ledger', 'report']) {
      await page.goto(`/actions?tab=${tab}`);
      await page.getByText('Show the rendered difference').first().waitFor();
      expect(await excess(page)).toBe(0);
    }
  });
});
