// SPDX-License-Identifier: Apache-2.0
// Runbooks: offered with a reason, run by two people at once, read with what helped, made from what was done, written.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo, invite, runningIncident } from './session';

interface Listed {
  items: { number: number; title: string; kind: string }[];
}
interface Runs {
  items: { outcome: string | null; steps: { state: string; note: string; who: string | null }[] }[];
}

describe.skipIf(!program)('runbooks', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let bo: Visitor;
  let page: Page;
  let number = 0;
  const panel = (at: Page) => at.getByRole('region', { name: /^Runbook: Checkout waits/ });
  const runs = async () => (await call<Runs>(page, 'GET', `/incidents/${number}/runs`)).items;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    page = ada.page;
    await enterDemo(page);
    number = await runningIncident(page);
    bo = await visit(browser, server.url, { viewport: { width: 390, height: 800 } });
    await invite(page, bo.page, 'Bo Berg', 'responder');
  });
  afterAll(async () => {
    await ada?.leave();
    await bo?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('offers the one that fits, with the reason, and runs it for everybody', async () => {
    await page.goto(`/incidents/${number}`);
    const offer = page.getByRole('complementary', { name: 'A runbook fits' });
    await offer.getByText(/matches Checkout\*/).waitFor();
    await offer.getByRole('button', { name: 'Run it' }).click();
    await panel(page).getByText('0 of 6').waitFor();
    await bo.page.goto(`/incidents/${number}`);
    await panel(bo.page).getByText('0 of 6').waitFor();
    await panel(page).getByRole('button', { name: 'I am at it' }).click();
    await panel(bo.page).getByText(/Being done, Demo/).first().waitFor();
    await panel(bo.page).getByLabel('Note').fill('300 wait for 4');
    await panel(bo.page).getByRole('button', { name: 'Helped' }).click();
    await panel(page).getByText('1 of 6').waitFor();
    expect((await runs())[0]?.steps[0]).toMatchObject({ state: 'helped', who: 'Bo Berg', note: '300 wait for 4' });
    await page.getByText('Open the dashboard of waiting threads of checkout and compare waiting with in use: helped. 300 wait for 4').waitFor();
  });

  it('is answered by keys, and taken back', async () => {
    await panel(page).locator('h2 a').focus();
    await page.keyboard.press('2');
    await panel(page).getByText('2 of 6').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await panel(page).getByText('1 of 6').waitFor();
    await page.keyboard.press('4');
    await panel(page).getByText('Why is it left out?').waitFor();
    await panel(page).getByRole('textbox').fill('No push today');
    await panel(page).getByRole('button', { name: 'Leave out' }).click();
    await panel(page).getByText('2 of 6').waitFor();
    expect(await findings(page)).toEqual([]);
    expect(await excess(bo.page)).toBe(0);
    expect(await findings(bo.page)).toEqual([]);
  });

  it('tells the slower of two what the faster said', async () => {
    const at = (await runs())[0]!.steps.findIndex((step) => step.state === 'open');
    await bo.page.context().setOffline(true);
    await panel(page).getByRole('button', { name: 'Done', exact: false }).first().click();
    await panel(page).getByText('3 of 6').waitFor();
    await bo.page.context().setOffline(false);
    await panel(bo.page).getByText('3 of 6').waitFor();
    expect((await runs())[0]!.steps[at]?.state).toBe('done');
  });

  it('ends with an outcome that counts on its page', async () => {
    await panel(page).getByRole('button', { name: 'End the run…' }).click();
    await page.getByRole('button', { name: /The trouble is over/ }).click();
    await panel(bo.page).waitFor({ state: 'detached' });
    await page.goto('/runbooks');
    await page.getByText('run 1 time, ended the trouble 1 time').waitFor();
    await page.getByRole('link', { name: 'Checkout waits for database connections' }).click();
    await page.getByText('helped 1 of 1 time').waitFor();
    await page.getByRole('listitem').getByRole('link', { name: 'INC-1' }).first().waitFor();
  });

  it('is made from what was done, and edited beside its steps', async () => {
    await page.goto('/incidents/2/postmortem');
    await page.getByRole('button', { name: 'Export, print, revisions' }).click();
    await page.getByRole('menuitem', { name: /Make a runbook/ }).click();
    await page.getByRole('heading', { name: 'New runbook' }).waitFor();
    await page.getByRole('listitem').getByRole('link', { name: 'INC-2' }).first().waitFor();
    const text = page.getByRole('textbox', { name: 'Text' });
    await text.fill(`${await text.inputValue()}\n\nThen:\n\n1. Watch *freshness* for an hour\n`);
    await page.getByText('Watch freshness for an hour').first().waitFor();
    await page.reload();
    await page.getByText('What you wrote here before and did not save is back.').waitFor();
    await page.getByRole('button', { name: 'Put it on the shelf' }).click();
    await page.getByRole('heading', { name: 'Steps', level: 2 }).waitFor();
    expect((await call<Listed>(page, 'GET', '/runbooks')).items).toHaveLength(2);
  });

  it('loses nothing when two save', async () => {
    await page.goto('/runbooks/2/edit');
    await page.getByRole('textbox', { name: 'Title' }).fill('Search shows nothing new');
    await call(page, 'PATCH', '/runbooks/2', { title: 'Search is stale' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Somebody saved version 2 meanwhile.').waitFor();
    await page.getByRole('button', { name: 'Go on with mine' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Search shows nothing new' }).waitFor();
    await page.getByRole('button', { name: 'Versions' }).click();
    await page.getByRole('button', { name: /^2 / }).click();
    await page.getByRole('button', { name: 'Make it the newest again' }).click();
    await page.getByRole('heading', { name: 'Search is stale' }).waitFor();
  });

  it('goes to the archive and comes back', async () => {
    await page.getByRole('button', { name: 'Archive' }).click();
    await page.getByText('Archived “Search is stale”').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('button', { name: 'Archive' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('fits 320 px and has no barriers, %s', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of ['/runbooks', '/runbooks/1', '/runbooks/1/edit', '/runbooks/new']) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await findings(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await excess(page)).toBe(0);
    }
  });

  it('complains about nothing', () => expect([...ada.complaints, ...bo.complaints]).toEqual([]));
});
