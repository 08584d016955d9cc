// SPDX-License-Identifier: Apache-2.0
// A log is dropped on an incident, becomes searchable, is searched by keys, and one of its lines goes to the timeline.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

interface Logs {
  lines: number;
  indexing: { state: string }[];
}

const begin = Date.parse('2026-11-20T10:00:00Z');
const trouble = 3600;

/** A line a second for two hours; after one hour the pool is exhausted for a minute. */
function log(): string {
  const lines: string[] = [];
  for (let second = 0; second < 7200; second += 1) {
    const stamp = new Date(begin + second * 1000).toISOString();
    if (second >= trouble && second < trouble + 60) lines.push(`${stamp} ERROR [checkout] connection pool exhausted after ${30_000 + second} ms`);
    else if (second === 10) lines.push(`${stamp} INFO [login] signed in ada.byron@mail.example.org from 203.0.113.77`);
    else lines.push(`${stamp} INFO [checkout] order ${4000 + second} accepted in ${second % 90} ms`);
  }
  return `${lines.join('\n')}\n`;
}

describe.skipIf(!program)('the log explorer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'debrief-logs-'));
  const file = join(folder, 'checkout.log');
  let server: Server;
  let browser: Browser;
  let visitor: Visitor;
  let incident = 0;

  const rows = () => visitor.page.getByRole('listbox', { name: 'Log lines' }).getByRole('option');
  const chosen = () => visitor.page.getByRole('listbox', { name: 'Log lines' }).getByRole('option', { selected: true });
  const searched = () => expect.poll(() => visitor.page.getByRole('status').filter({ hasText: 'Searching' }).count()).toBe(0);

  beforeAll(async () => {
    writeFileSync(file, log());
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    visitor = await visit(browser, server.url, { timezoneId: 'UTC' });
    await enterDemo(visitor.page);
    incident = (await call<{ number: number }>(visitor.page, 'POST', '/incidents', { title: 'Checkout is slow' })).number;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says what to do while there are no logs', async () => {
    const { page } = visitor;
    await page.goto(`/incidents/${incident}/logs`);
    await page.getByRole('heading', { name: 'No logs yet' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('link', { name: 'To the incident page' }).click();
    await page.getByLabel('Files to add as evidence').setInputFiles(file);
    await page.getByRole('link', { name: 'Explore the logs' }).click({ timeout: 60_000 });
    await expect.poll(async () => { const logs = await call<Logs>(page, 'GET', `/incidents/${incident}/logs`); return logs.indexing.length === 0 ? logs.lines : 0; }, { timeout: 60_000 }).toBe(7200);
    await rows().first().waitFor();
    await page.getByText('7,200 lines').first().waitFor();
  });

  it('finds by keys, marks what it found, and keeps it in the address', async () => {
    const { page } = visitor;
    await page.locator('body').press('/');
    await page.keyboard.type('pool exhausted');
    await expect.poll(() => page.url()).toContain('text=pool+exhausted');
    await searched();
    await page.getByText('60 lines').first().waitFor();
    expect(await rows().first().locator('mark').textContent()).toBe('pool exhausted');
    await page.reload();
    await rows().first().waitFor();
    await page.getByText('60 lines').first().waitFor();
    await expect.poll(() => rows().first().textContent()).toContain('11:00:00.000');
  });

  it('says what is wrong with a pattern', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Pattern', exact: true }).click();
    await page.getByLabel('Search the logs').fill('exhausted (');
    await page.getByRole('alert').first().waitFor();
    await page.getByLabel('Search the logs').fill(String.raw`after 336\d+ ms`);
    await page.getByText('60 lines').first().waitFor();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  it('opens a line, shows what stands around it, and pins it with p', async () => {
    const { page } = visitor;
    await page.getByLabel('Search the logs').press('Enter');
    await expect.poll(() => chosen().textContent()).toContain('33600 ms');
    await page.keyboard.press('j');
    await expect.poll(() => chosen().textContent()).toContain('33601 ms');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: 'Line' });
    await panel.getByRole('button', { name: /order 7599 accepted/ }).waitFor();
    await expect.poll(() => page.url()).toMatch(/source=0&line=3602/);
    await page.keyboard.press('p');
    await page.getByText('Pinned to the timeline').waitFor();
    await page.getByRole('button', { name: 'See it there' }).click();
    const entry = page.locator('li[id^=entry-]', { hasText: 'connection pool exhausted after 33601 ms' });
    await entry.waitFor();
    await entry.getByRole('link', { name: /line 3602/ }).click();
    await expect.poll(() => chosen().textContent()).toContain('33601 ms');
  });

  it('zooms by keys and by dragging, and back', async () => {
    const { page } = visitor;
    await page.goto(`/incidents/${incident}/logs`);
    await page.getByText('7,200 lines').first().waitFor();
    const bars = page.getByRole('slider', { name: 'Lines over time' });
    await bars.press('ArrowRight');
    await bars.press('Shift+ArrowRight');
    await bars.press('Enter');
    await expect.poll(() => page.url()).toContain('until=');
    await page.getByText('120 lines').first().waitFor();
    await bars.press('Backspace');
    await expect.poll(() => page.url()).not.toContain('until=');
    const box = (await bars.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.4, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.url()).toContain('until=');
    await page.locator('body').press('[');
    await page.getByText('7,200 lines').first().waitFor();
    await bars.press('End');
    await bars.press(' ');
    await expect.poll(() => chosen().textContent()).toContain('11:59:00.000');
  });

  it('narrows by level, and goes to the end and back through all lines', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: /^Error/ }).click();
    await page.getByText('60 lines').first().waitFor();
    await page.getByRole('button', { name: /^Error/ }).click();
    await page.getByText('7,200 lines').first().waitFor();
    await searched();
    await page.getByRole('listbox', { name: 'Log lines' }).press('End');
    await expect.poll(() => rows().last().textContent()).toContain('11:59:59.000');
    await page.getByRole('listbox', { name: 'Log lines' }).press('Home');
    await expect.poll(() => rows().first().textContent()).toContain('10:00:00.000');
    expect(await rows().count()).toBeLessThan(120);
  });

  it('shows what is masked to who says why', async () => {
    const { page } = visitor;
    await page.goto(`/incidents/${incident}/logs?source=0&line=11`);
    const panel = page.getByRole('complementary', { name: 'Line' });
    await panel.getByRole('button', { name: 'Show it…' }).click();
    expect(await panel.textContent()).not.toContain('ada.byron');
    await page.getByLabel('Why do you need it?').fill('who was affected');
    await page.getByRole('button', { name: 'Show the line' }).click();
    await panel.getByText('Shown to you').waitFor();
    expect(await panel.getByRole('region', { name: 'The line' }).textContent()).toContain('ada.byron@mail.example.org');
  });

  it('points at what is new, and pins it with p', async () => {
    const { page } = visitor;
    const window = new URLSearchParams({ panel: 'findings', wfrom: new Date(begin + trouble * 1000).toISOString(), wuntil: new Date(begin + (trouble + 300) * 1000).toISOString() });
    await page.goto(`/incidents/${incident}/logs?${window}`);
    const finding = page.locator('[data-finding]', { hasText: 'pool exhausted' }).first();
    await finding.focus();
    await page.keyboard.press('p');
    await finding.getByRole('link', { name: 'On the timeline' }).waitFor();
    await finding.press('Enter');
    await expect.poll(() => chosen().textContent()).toContain('pool exhausted');
  });

  it.each(['light', 'dark'] as const)('has no barriers and fits, %s', async (colorScheme) => {
    const { page } = visitor;
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 768, 320]) {
      await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
      for (const query of ['', '?source=0&line=11', '?panel=findings', '?panel=sources', '?panel=filters', '?text=nothing-like-this']) {
        await page.goto(`/incidents/${incident}/logs${query}`);
        await page.getByText(/^[\d,]+ lines$/).first().waitFor();
        await expect.poll(() => page.getByRole('status', { name: /^(Loading|Comparing)/ }).count(), { timeout: 20_000 }).toBe(0);
        await searched();
        await page.waitForTimeout(300);
        expect(await findings(page), `${width} ${query}`).toEqual([]);
        expect(await excess(page), `${width} ${query}`).toBe(0);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('complains about nothing', () => expect(visitor.complaints).toEqual([]));
});
