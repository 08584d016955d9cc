// SPDX-License-Identifier: Apache-2.0
// Naming what contributed, asking on, linking in the graph by hand and by keys, taking back, exports.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

interface Graph {
  factors: { id: string; title: string; kind: string; text: string; entries: string[] }[];
  links: { cause: string; effect: string; text: string }[];
}

describe.skipIf(!program)('contributing factors', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  let number = 0;
  const graph = () => call<Graph>(page, 'GET', `/incidents/${number}/factors`);
  const drawn = () => page.getByRole('group', { name: 'Graph of factors' });
  const node = (words: RegExp) => drawn().getByRole('button', { name: words });
  /** Links as "cause > effect", by their titles. */
  const links = async () => {
    const { factors, links: all } = await graph();
    const title = (id: string) => factors.find((factor) => factor.id === id)?.title ?? 'outcome';
    return all.map((link) => `${title(link.cause)} > ${title(link.effect)}`).sort();
  };

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    page = ada.page;
    await enterDemo(page);
    number = (await call<{ number: number }>(page, 'POST', '/incidents', { title: 'Checkout returns 502' })).number;
    await call(page, 'POST', `/incidents/${number}/notes`, { text: 'The pool of connections was exhausted', kind: 'observation' });
  });
  afterAll(async () => {
    await ada?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('teaches while there is nothing', async () => {
    await page.goto(`/incidents/${number}/factors`);
    await page.getByRole('heading', { name: 'How to begin' }).waitFor();
    expect(await findings(page)).toEqual([]);
  });

  it('adds by typing and asks what made it possible, in branches', async () => {
    const first = page.getByLabel('What contributed?');
    await first.fill('Pool too small');
    await page.getByRole('button', { name: 'Kind: Not sorted yet' }).click();
    await page.getByLabel('Search names, descriptions and examples').fill('default limit');
    await page.getByRole('button', { name: /^Configuration/ }).click();
    await first.press('Enter');
    await page.getByRole('button', { name: 'Pool too small', exact: true }).waitFor();
    await first.fill('No alert on waiting');
    await first.press('Enter');
    await page.getByRole('button', { name: 'No alert on waiting', exact: true }).waitFor();
    await page.getByRole('button', { name: 'What made this possible?' }).first().click();
    const why = page.getByLabel('What made this possible?');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
    await why.fill('Workers were added');
    await why.press('Enter');
    await expect.poll(async () => (await graph()).factors.length).toBe(3);
    await why.fill('Nobody told the pool owners');
    await why.press('Enter');
    await expect.poll(links).toEqual(['No alert on waiting > outcome', 'Nobody told the pool owners > Pool too small', 'Pool too small > outcome', 'Workers were added > Pool too small']);
    expect((await graph()).factors[0]?.kind).toBe('technical.configuration');
    await expect.poll(() => drawn().getByRole('button').count()).toBe(5);
  });

  it('keeps words, citations and how it contributed', async () => {
    await node(/Pool too small/).click();
    const row = page.locator('li.selected');
    await row.getByLabel('How it contributed', { exact: false }).first().fill('Half of **what** was asked');
    await row.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('strong', { hasText: 'what' }).waitFor();
    await page.getByRole('button', { name: 'Pool too small', exact: true }).click();
    await row.getByRole('button', { name: 'Cite the timeline' }).click();
    await page.getByRole('button', { name: /pool of connections/ }).click();
    await row.getByRole('link', { name: /pool of connections/ }).waitFor();
    expect((await graph()).factors[0]?.entries).toHaveLength(1);
    await row.getByRole('button', { name: 'Close', exact: true }).click();
  });

  it('links by dragging one box onto another', async () => {
    const [from, to] = [(await node(/Nobody told/).boundingBox())!, (await node(/No alert on waiting/).boundingBox())!];
    await page.mouse.move(from.x + 60, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x + 30, to.y + 30, { steps: 8 });
    await page.mouse.up();
    await expect.poll(links).toContain('Nobody told the pool owners > No alert on waiting');
  });

  it('links by keys, and tells why it does not', async () => {
    await node(/Workers were added/).focus();
    await page.keyboard.press('l');
    await node(/No alert on waiting/).focus();
    await page.keyboard.press('Enter');
    await expect.poll(links).toContain('Workers were added > No alert on waiting');
    await node(/Pool too small/).focus();
    await page.keyboard.press('l');
    await node(/Workers were added/).focus();
    await page.keyboard.press('Enter');
    await page.getByText('it would close a circle').waitFor();
    await node(/Outcome/).focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/Pool too small|No alert/);
  });

  it('takes back what was removed', async () => {
    const before = await links();
    await node(/Pool too small/).click();
    await page.getByRole('button', { name: 'Remove this factor' }).click();
    await page.getByText('Removed “Pool too small”').waitFor();
    expect((await graph()).factors).toHaveLength(3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(links).toEqual(before);
  });

  it('loses no words when two write on the same factor', async () => {
    await page.goto(`/incidents/${number}/factors?factor=${(await graph()).factors[1]!.id}`);
    const row = page.locator('li.selected');
    await row.getByLabel('What it was').fill('No alert on waiting time');
    await call(page, 'PATCH', `/incidents/${number}/factors/${(await graph()).factors[1]!.id}`, { title: 'Nothing watched waiting' });
    await row.getByRole('button', { name: 'Save', exact: true }).click();
    await row.getByText('Somebody changed it meanwhile.').waitFor();
    expect(await row.getByLabel('What it was').inputValue()).toBe('No alert on waiting time');
    await row.getByRole('button', { name: 'Go on with mine' }).click();
    await row.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await graph()).factors[1]?.title).toBe('No alert on waiting time');
  });

  it('stands below the postmortem and in its exports', async () => {
    await call(page, 'POST', `/incidents/${number}/postmortem`, {});
    await page.goto(`/incidents/${number}/postmortem`);
    await page.getByRole('heading', { name: 'Factors', exact: true }).waitFor();
    const html = await page.evaluate(async (path) => (await fetch(path)).text(), `/api/v1/incidents/${number}/postmortem/export?format=html`);
    expect(html).toContain('<svg class="factor-graph"');
    await page.goto(`/api/v1/incidents/${number}/factors.svg`);
    expect(await page.evaluate(() => document.documentElement.tagName)).toBe('svg');
    expect(await page.locator('text', { hasText: 'Pool too small' }).count()).toBe(1);
    await page.goto('/incidents');
  });

  it.each(['light', 'dark'] as const)('fits 320 px and has no barriers, %s', async (scheme) => {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of [`/incidents/${number}/factors`, `/incidents/${number}/factors?factor=${(await graph()).factors[0]!.id}`, `/incidents/${number}/postmortem`]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(path);
      await page.locator('svg[role=group]').first().waitFor();
      expect(await findings(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await excess(page)).toBe(0);
      expect(await findings(page)).toEqual([]);
    }
  });

  it('complains about nothing', () => expect(ada.complaints).toEqual([]));
});
