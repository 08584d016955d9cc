// SPDX-License-Identifier: Apache-2.0
// Two incidents that turn out to be one, the addresses of the first, and one that was not over.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

interface Declared {
  number: number;
  key: string;
}
interface State {
  phase: string;
  merged_into: number | null;
  reopened: number;
}

describe.skipIf(!program)('how incidents belong together', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let first: Declared;
  let second: Declared;
  const card = (name: string) => page.getByRole('region', { name, exact: true });

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    page = ada.page;
    await enterDemo(page);
    first = await call<Declared>(page, 'POST', '/incidents', { title: 'Mails to shops are late', services: ['mail'], severity: 'sev2' });
    second = await call<Declared>(page, 'POST', '/incidents', { title: 'Invoices do not arrive', services: ['mail'] });
    await call(page, 'POST', `/incidents/${second.number}/notes`, { text: 'The queue of mails stands still' });
  });
  afterAll(async () => {
    await ada?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('offers what runs already to who declares', async () => {
    await page.goto('/incidents');
    await page.getByRole('button', { name: 'Declare incident' }).first().click();
    await page.getByLabel('What is wrong?').fill('Mails to shops');
    await page.getByText(`${first.key} runs already`).waitFor();
    await page.getByText('A near miss').click();
    expect(await page.getByText('How bad is it?').count()).toBe(0);
    await page.getByRole('button', { name: 'Join it instead' }).first().click();
    await page.waitForURL(new RegExp(`/incidents/${first.number}/room$`));
  });

  it('links from the room', async () => {
    const line = page.getByRole('form', { name: 'Write in the room' }).getByRole('textbox');
    await line.fill('/sub Send the invoices by hand');
    await line.press('Enter');
    await page.getByText(/is a sub-incident of this one/).first().waitFor();
    await page.goto(`/incidents/${first.number}`);
    await card('Belongs together').getByText('One sub-incident is still active').waitFor();
  });

  it('merges, leads old addresses on and takes it back', async () => {
    await page.goto(`/incidents/${second.number}`);
    await page.getByRole('button', { name: 'Link, divide or merge' }).click();
    await page.getByRole('menuitem', { name: /Merge into/ }).click();
    await page.getByLabel('Which incident?').fill(first.key);
    await page.getByText(`${first.key}: Mails to shops are late`).waitFor();
    await page.getByLabel('Why are they one?').fill('One queue');
    await page.getByRole('button', { name: 'Merge', exact: true }).click();
    await page.getByRole('complementary', { name: 'Merged' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.goto(`/incidents/${second.number}/room`);
    await page.getByRole('complementary', { name: 'Merged' }).getByRole('link').click();
    await page.waitForURL(new RegExp(`/incidents/${first.number}/room$`));
    await page.getByText('The queue of mails stands still').first().waitFor();
    await page.goto(`/incidents/${first.number}`);
    await card('Belongs together').getByText('One queue').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    await page.getByRole('button', { name: 'Details' }).click();
    expect(await excess(page)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });

    await page.goto(`/incidents/${second.number}`);
    await page.getByRole('button', { name: 'Take the merge back' }).click();
    await page.getByLabel('Why are they two?').fill('Two queues after all');
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('complementary', { name: 'Merged' }).waitFor({ state: 'detached' });
    expect((await call<State>(page, 'GET', `/incidents/${second.number}`)).merged_into).toBeNull();
  });

  it('reopens for a reason, and sets dates once it is over', async () => {
    await call(page, 'PATCH', `/incidents/${first.number}`, { state: 'documenting' });
    await page.goto(`/incidents/${first.number}`);
    await card('After the incident').getByText('Hold the review').waitFor();
    await page.getByRole('button', { name: /^State:/ }).click();
    await page.getByRole('menuitemradio', { name: /Investigating/ }).click();
    await page.getByRole('button', { name: 'Reopen', exact: true }).click();
    await page.getByText('Say why in a few words.').waitFor();
    await page.getByLabel('Why is it not over?').fill('Mails are late again');
    await page.getByRole('button', { name: 'Reopen', exact: true }).click();
    await page.getByRole('complementary', { name: 'Reopened' }).getByText(/Mails are late again/).waitFor();
    const state = await call<State>(page, 'GET', `/incidents/${first.number}`);
    expect(state).toMatchObject({ phase: 'active', reopened: 1 });
    await card('After the incident').waitFor({ state: 'detached' });
    await call(page, 'PATCH', `/incidents/${first.number}`, { state: 'documenting' });
    await page.goto('/due');
    await page.getByRole('heading', { name: 'Steps after incidents' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('sets other steps after incidents, and takes that back', async () => {
    const steps = async () => (await call<{ items: { id: string; days: Record<string, number> }[] }>(page, 'GET', '/date-settings')).items;
    const before = await steps();
    await page.goto('/settings/dates');
    await page.getByLabel('Write the draft, SEV1, working days').fill('9');
    await page.getByLabel('Hold the review, Others, working days').fill('');
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.keyboard.type('Call the customers back');
    await page.getByLabel('Call the customers back, SEV1, working days').fill('300');
    await page.getByRole('button', { name: 'Save the steps' }).click();
    await page.getByRole('alert').getByText('0 to 250').waitFor();
    await page.getByLabel('Call the customers back, SEV1, working days').fill('1');
    await page.getByRole('button', { name: 'Save the steps' }).click();
    await page.getByText('The steps hold for incidents that end from now on').waitFor();
    const after = await steps();
    expect(after.map((step) => step.id)).toEqual([...before.map((step) => step.id), 'call_the_customers_back']);
    expect(after.find((step) => step.id === 'draft')?.days.sev1).toBe(9);
    expect(after.find((step) => step.id === 'review')?.days).not.toHaveProperty('otherwise');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(steps).toEqual(before);
    await page.setViewportSize({ width: 320, height: 720 });
    expect(await excess(page)).toBe(0);
    expect(await findings(page)).toEqual([]);
  });
});
