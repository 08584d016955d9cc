// SPDX-License-Identifier: Apache-2.0
// The room of a running incident: commands, updates, hand-over, who is there; on a wide screen and on a phone, one of them
// without a connection for a while.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo, invite, runningIncident } from './session';

interface Told {
  items: { kind: string; title: string; text: string }[];
}
interface Timeline {
  items: { text: string; occurred_at: string; recorded_at: string }[];
}

describe.skipIf(!program)('the room', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let bo: Visitor;
  let page: Page;
  let phone: Page;
  let number = 0;
  const line = (at: Page) => at.getByRole('form', { name: 'Write in the room' }).getByRole('textbox');
  const write = async (at: Page, text: string) => {
    await line(at).fill(text);
    await line(at).press('Enter');
  };
  const card = (at: Page, name: string) => at.getByRole('region', { name, exact: true });

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    page = ada.page;
    await enterDemo(page);
    number = await runningIncident(page);
    bo = await visit(browser, server.url, { viewport: { width: 320, height: 640 }, hasTouch: true });
    phone = bo.page;
    await invite(page, phone, 'Bo Berg', 'responder');
  });
  afterAll(async () => {
    await ada?.leave();
    await bo?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('is where a running incident opens, and shows who is there', async () => {
    await page.getByRole('link', { name: /Checkout answers 503/ }).click();
    await page.waitForURL(new RegExp(`/incidents/${number}/room$`));
    await phone.goto(`/incidents/${number}/room`);
    await page.getByRole('list', { name: 'In the room now' }).getByText('Bo Berg').waitFor();
    await card(page, 'What is known').getByText(/quarter of all orders/i).first().waitFor();
    await card(page, 'Tasks').getByRole('listitem').first().waitFor();
    await card(page, 'What we think').getByRole('listitem').first().waitFor();
  });

  it('gives a task by a command, completed by keys, and the owner sees it at once', async () => {
    await line(page).pressSequentially('/ta');
    await page.getByRole('option', { name: /\/task/ }).waitFor();
    await line(page).press('Tab');
    await line(page).pressSequentially('Ask the platform team @bo');
    await page.getByRole('option', { name: 'Bo Berg' }).waitFor();
    await line(page).press('Tab');
    await line(page).pressSequentially('in 20m');
    await page.getByText(/^Task for Bo Berg: Ask the platform team \(due/).first().waitFor();
    await line(page).press('Enter');
    await card(phone, 'Asked of you').getByText('Ask the platform team').waitFor();
    await expect.poll(async () => (await call<Told>(phone, 'GET', '/notices')).items.map((each) => each.kind)).toContain('task.assigned');
    await card(phone, 'Asked of you').getByRole('checkbox', { name: 'Done: Ask the platform team' }).click();
    await card(page, 'Tasks').getByText(/Ended/).waitFor();
  });

  it('says under the line what is wrong with it, and records nothing', async () => {
    await write(page, '/task Look @Zed');
    await page.getByText(/Nobody is called Zed/).waitFor();
    expect(await line(page).inputValue()).toBe('/task Look @Zed');
    await line(page).fill('');
  });

  it('changes the severity and takes it back', async () => {
    await write(page, '/sev 1');
    await page.getByText('Severity set to SEV1').first().waitFor();
    await page.locator('header').getByText('SEV1').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.locator('header').getByText('SEV1').waitFor({ state: 'detached' });
  });

  it('keeps what is typed on a phone without a connection, over a reload, at its time', async () => {
    await server.kill();
    await write(phone, '/decision Roll back to 2.13');
    await write(phone, '/hypothesis The pool was made smaller by the last change');
    await phone.getByText(/2 only on this device/).waitFor();
    const typed = Date.now();
    await new Promise((wait) => setTimeout(wait, 1500));
    await server.restart();
    await phone.reload();
    await phone.getByText('All you wrote is on the server.').waitFor({ timeout: 60_000 });
    await page.getByText('Roll back to 2.13').first().waitFor({ timeout: 60_000 });
    await card(page, 'What we think').getByText('The pool was made smaller by the last change').waitFor({ timeout: 60_000 });
    const entries = (await call<Timeline>(page, 'GET', `/incidents/${number}/timeline?limit=1000`)).items.filter((each) => each.text === 'Roll back to 2.13');
    expect(entries).toHaveLength(1);
    expect(Date.parse(entries[0]!.occurred_at)).toBeLessThanOrEqual(typed);
    expect(Date.parse(entries[0]!.recorded_at)).toBeGreaterThan(typed);
  });

  it('tells an audience, and asks before names reach customers', async () => {
    await write(page, '/update customer');
    const dialog = page.getByRole('dialog', { name: 'Write an update' });
    await dialog.getByRole('button', { name: 'We are looking into it' }).click();
    await dialog.getByLabel('Actions').fill('Bo Berg restarts the checkout');
    await dialog.getByRole('button', { name: 'Post for customers' }).click();
    await dialog.getByRole('alert').getByText(/names of people/).waitFor();
    await dialog.getByLabel('Actions').fill('We restart the checkout');
    await dialog.getByRole('button', { name: 'Post for customers' }).click();
    await dialog.waitFor({ state: 'detached' });
    await card(phone, 'What is known').getByText('We restart the checkout').first().waitFor();
    expect((await call<{ items: unknown[] }>(page, 'GET', `/incidents/${number}/updates`)).items.length).toBeGreaterThan(1);
  });

  it('hands a role over with a summary that the next one is told', async () => {
    await write(page, '/role scribe @me');
    await card(page, 'Asked of you').getByText('You are scribe').waitFor();
    await write(page, '/hand-over scribe @Bo Berg');
    const dialog = page.getByRole('dialog', { name: /Hand over: Scribe/ });
    await expect.poll(() => dialog.getByLabel('What the next one must know').inputValue()).toContain('Last told at');
    await dialog.getByRole('button', { name: 'Hand it over' }).click();
    await card(phone, 'Asked of you').getByText('You are scribe').waitFor();
    const told = (await call<Told>(phone, 'GET', '/notices')).items.find((each) => each.kind === 'role.handed_over');
    expect(told?.text).toContain('Last told at');
  });

  it('reminds who leads of an update that is due', async () => {
    await write(page, '/role commander @me');
    await card(page, 'Asked of you').getByText('You are incident commander').waitFor();
    await write(page, '/update executive Orders fail again next in 1m');
    await card(page, 'Asked of you').getByText(/Update for executives/).waitFor();
    await page.getByRole('button', { name: 'Put the update for executives off' }).click();
    const dialog = page.getByRole('dialog', { name: 'Updates for executives' });
    await dialog.getByLabel('Why nothing is told until then').fill('They are in the room');
    await dialog.getByRole('button', { name: 'Put it off' }).click();
    await card(page, 'What is known').getByText('put off: They are in the room').waitFor();
    await card(page, 'Asked of you').getByText(/Update for executives/).waitFor({ state: 'detached' });
  });

  it('is usable by everybody, on every width', async () => {
    await dismissed(page);
    expect(await findings(page)).toEqual([]);
    await phone.getByRole('button', { name: 'Timeline', exact: true }).click();
    await phone.getByText('Roll back to 2.13').waitFor();
    expect(await excess(phone)).toBe(0);
    await phone.getByRole('button', { name: 'Now', exact: true }).click();
    expect(await excess(phone)).toBe(0);
    expect(await findings(phone)).toEqual([]);
    const box = await line(phone).boundingBox();
    expect(box && box.y > 640 / 2 && box.y + box.height <= 640).toBe(true);
    const form = phone.getByRole('form', { name: 'Write in the room' });
    const height = async (name: string) => (await form.getByRole('button', { name }).boundingBox())?.height;
    for (const name of ['Add files as evidence', 'Show the commands']) expect(await height(name), name).toBeGreaterThanOrEqual(48);
    // The field grows when it is written in, under the finger that pressed beside it.
    await form.getByRole('button', { name: 'Show the commands' }).click();
    await phone.getByRole('option', { name: /^\/update/ }).waitFor();
    for (const name of ['Record', 'Add files as evidence', 'Show the commands']) expect(await height(name), name).toBeGreaterThanOrEqual(48);
    expect(await excess(phone)).toBe(0);
    await line(phone).fill('');
    expect([...ada.complaints, ...bo.complaints]).toEqual([]);
  });
});

/** Waits until no message covers a part of the page. */
async function dismissed(at: Page): Promise<void> {
  await at.locator('.toasts [role=status], .toast').first().waitFor({ state: 'detached', timeout: 15_000 }).catch(() => undefined);
}
