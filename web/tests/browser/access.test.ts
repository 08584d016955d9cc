// SPDX-License-Identifier: Apache-2.0
// People come in by invitation, get another role, set up a second factor, and are put out: two browsers, one server.
import { createHmac } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo, password } from './session';

/** What an authenticator app shows for a key (RFC 6238, as of RFC 4226). */
function codeOf(key: string, step = Math.floor(Date.now() / 30_000)): string {
  const bits = [...key.replaceAll(/[\s=]/g, '').toUpperCase()].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const at = hash[19]! & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe.skipIf(!program)('people and access', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let cy: Visitor;
  let page: Page;
  let guest: Page;
  let key = '';

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    [ada, cy] = await Promise.all([visit(browser, server.url), visit(browser, server.url)]);
    page = ada.page;
    guest = cy.page;
    await enterDemo(page);
  });
  afterAll(async () => {
    await ada?.leave();
    await cy?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('lets somebody in by a link that works once', async () => {
    await page.goto('/people');
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('Email').fill('cy@example.org');
    await dialog.getByLabel('Name').fill('Cy Cole');
    await dialog.getByLabel('Role').selectOption('responder');
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const made = page.getByRole('dialog', { name: 'The invitation is ready' });
    const link = (await made.getByText(/#token=/).innerText()).trim();
    expect(await findings(page)).toEqual([]);
    await made.getByRole('button', { name: 'Done' }).click();

    await guest.goto(link);
    await guest.getByRole('heading', { name: 'Welcome' }).waitFor();
    await guest.getByLabel('Password').fill(password);
    expect(await findings(guest)).toEqual([]);
    await guest.getByRole('button', { name: 'Create my account' }).click();
    await guest.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();

    const other = await visit(browser, server.url);
    await other.page.goto(link);
    await other.page.getByText('This link does not work').waitFor();
    await other.leave();
  });

  it('gives another role, which holds at once', async () => {
    await expect.poll(() => guest.evaluate(() => fetch('/api/v1/audit').then((answer) => answer.status))).toBe(403);
    await page.goto('/people');
    await page.getByRole('button', { name: 'Cy Cole, Responder: role and account' }).click();
    await page.getByRole('menuitemradio', { name: /^Administrator/ }).or(page.getByRole('menuitem', { name: /^Administrator/ })).click();
    await page.getByText('Cy Cole is administrator now').waitFor();
    await expect.poll(() => guest.evaluate(() => fetch('/api/v1/audit').then((answer) => answer.status))).toBe(200);
    await guest.goto('/audit');
    await guest.getByText('Cy Cole is now administrator').first().waitFor();
  });

  it('sets up a second factor and asks for it at the next sign-in', async () => {
    await guest.goto('/profile');
    await guest.getByRole('button', { name: 'Set it up' }).click();
    const dialog = guest.getByRole('dialog');
    await dialog.getByLabel('Password').fill(password);
    await dialog.getByRole('button', { name: 'Continue' }).click();
    key = await dialog.locator('.key code').innerText();
    expect(await findings(guest)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Code' }).fill(codeOf(key));
    await dialog.getByRole('button', { name: 'Turn on' }).click();
    await expect.poll(() => dialog.locator('.codes code').count()).toBe(10);
    const codes = await dialog.locator('.codes code').allInnerTexts();
    await dialog.getByRole('button', { name: 'I have kept them' }).click();

    const phone = await visit(browser, server.url, { viewport: { width: 320, height: 640 } });
    await phone.page.goto('/');
    await phone.page.getByLabel('Email').fill('cy@example.org');
    await phone.page.getByLabel('Password').fill(password);
    await phone.page.getByRole('button', { name: 'Sign in' }).click();
    const field = phone.page.getByLabel('Code');
    await field.fill('000000');
    await phone.page.getByRole('button', { name: 'Sign in' }).click();
    await phone.page.getByText('The code is wrong').or(phone.page.getByText('the code is wrong')).first().waitFor();
    await field.fill(codes[0]!);
    await phone.page.getByRole('button', { name: 'Sign in' }).click();
    await phone.page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
    await phone.page.goto('/profile');
    await phone.page.getByText('9 recovery codes are left').waitFor();
    expect(await excess(phone.page)).toBe(0);
    await phone.leave();
    await page.goto('/audit');
    await page.getByText(/Somebody tried to sign in as Cy Cole.*the password was right/).first().waitFor();
  });

  it('shows where one is signed in, and ends it there at once', async () => {
    await guest.goto('/profile');
    const sessions = guest.getByRole('region', { name: 'Where you are signed in' });
    await sessions.getByText('Chrome on Linux').first().waitFor();
    await guest.getByRole('button', { name: 'End all others' }).click();
    await expect.poll(() => sessions.getByRole('listitem').count()).toBe(1);
    expect(await findings(guest)).toEqual([]);

    await page.goto('/people');
    await page.getByRole('button', { name: 'Cy Cole, Administrator: role and account' }).click();
    await page.getByRole('menuitem', { name: /^End all sessions/ }).click();
    await page.getByText('The sessions have ended').waitFor();
    await guest.getByLabel('Password').waitFor();
    expect(await guest.evaluate(() => fetch('/api/v1/me').then((answer) => answer.status))).toBe(401);
  });

  it('keeps nobody who is deactivated, and loses nothing of theirs', async () => {
    const people = await call<{ items: { id: string; name: string }[] }>(page, 'GET', '/users');
    const id = people.items.find((each) => each.name === 'Cy Cole')!.id;
    await call(page, 'PATCH', `/users/${id}`, { active: false });
    await page.goto('/people');
    await page.getByText('Deactivated').first().waitFor();
    expect(await guest.evaluate(() => fetch('/api/v1/sessions', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"email":"cy@example.org","password":"correct horse battery"}' }).then((answer) => answer.status))).toBe(401);
    expect([...ada.complaints, ...cy.complaints]).toEqual([]);
  });
});
