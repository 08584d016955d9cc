// SPDX-License-Identifier: Apache-2.0
// Insights: figures of the demo world with a filter, taken away as CSV and as SVG.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { enterDemo } from './session';

describe.skipIf(!program)('insights', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  const count = async () => Number.parseInt((await page.getByRole('heading', { name: /^\d+ incidents?$/ }).textContent()) ?? '', 10);
  const taken = async (press: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  };

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

  it('says what a mean would have hidden', async () => {
    await page.goto('/insights?days=all');
    await page.getByRole('heading', { name: /^\d+ incidents$/ }).waitFor();
    expect(await count()).toBeGreaterThan(24);
    await page.getByText(/longer than \d+ % of/).first().waitFor();
    await page.getByRole('heading', { name: 'Response cost' }).waitFor();
    await page.getByRole('heading', { name: 'What became of it' }).waitFor();
    // What it took of each person is told elsewhere, to those whom it concerns, and ranks nobody.
    expect(await page.getByRole('rowheader', { name: 'Mira' }).count()).toBe(0);
    expect(await page.getByRole('main').getByRole('link', { name: 'People in incidents' }).getAttribute('href')).toBe('/responders');
    expect(await findings(page)).toEqual([]);
  });

  it('narrows to a service, and gives that away as CSV', async () => {
    const all = await count();
    await page.goto('/insights?days=all&service=mail');
    await page.getByRole('heading', { name: /^\d+ incidents$/ }).waitFor();
    await expect.poll(count).toBeLessThan(all);
    const csv = await taken(() => page.getByRole('link', { name: 'CSV' }).click());
    expect(csv.name).toBe('incidents.csv');
    const lines = csv.text.trim().split('\r\n');
    expect(lines[0]).toMatch(/^incident,at,kind,severity,services,/);
    expect(lines.length - 1).toBe(await count());
    for (const line of lines.slice(1)) expect(line).toContain('mail');
  });

  it('groups by team, and narrows to the services of one', async () => {
    await page.goto('/insights?days=all');
    await page.getByRole('heading', { name: /^\d+ incidents$/ }).waitFor();
    const all = await count();
    await page.getByText('By severity, service, team and kind').first().click();
    await page.getByRole('table', { name: 'By team' }).first().getByRole('rowheader', { name: 'search team' }).waitFor();
    await page.getByRole('button', { name: /^Team/ }).click();
    await page.getByRole('option', { name: /search team/ }).or(page.getByRole('menuitemradio', { name: /search team/ })).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('team')).toBe('search team');
    await expect.poll(count).toBeLessThan(all);
    expect(await count()).toBeGreaterThan(0);
    await page.goto('/insights?days=all&team=nobody%20at%20all');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.poll(count).toBe(all);
  });

  it('gives a chart away as SVG', async () => {
    const svg = await taken(() => page.getByRole('button', { name: 'SVG' }).first().click());
    expect(svg.name).toBe('incidents-by-month.svg');
    expect(svg.text).toMatch(/^(<\?xml[^>]*>\s*)?<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg.text).not.toContain('var(');
  });

  it('fits on a small screen', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto('/insights?days=all');
    await page.getByRole('heading', { name: 'What became of it' }).waitFor();
    expect(await excess(page)).toBe(0);
    expect(await findings(page)).toEqual([]);
  });
});
