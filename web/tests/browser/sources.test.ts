// SPDX-License-Identifier: Apache-2.0
// An alert comes in: the incident appears by itself. Files come in: they become a timeline.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { enterDemo } from './session';

describe.skipIf(!program)('what comes in', () => {
  let server: Server;
  let browser: Browser;
  let visitor: Visitor;
  let address = '';

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    visitor = await visit(browser, server.url);
    await enterDemo(visitor.page);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('connects Alertmanager and shows what to paste', async () => {
    const { page } = visitor;
    await page.goto('/sources');
    await page.getByRole('button', { name: 'Connect Alertmanager' }).first().click();
    await page.getByLabel('Name').fill('browser test');
    await page.getByRole('button', { name: 'Create the address' }).click();
    const shown = (await page.getByRole('region', { name: 'Configuration for Alertmanager' }).textContent()) ?? '';
    address = /url: "(http[^"]+)"/.exec(shown)?.[1] ?? '';
    expect(address).toContain('/hooks/alertmanager/');
    await page.reload();
    await page.getByText('browser test').first().waitFor();
    expect(await page.getByText(address).count()).toBe(0);
  });

  it('shows an incident that an alert declares, without a reload', async () => {
    const { page } = visitor;
    await page.goto('/incidents');
    await page.getByText('Live', { exact: true }).first().waitFor();
    const alert = { status: 'firing', labels: { alertname: 'QueueStalled', service: 'mailer' }, annotations: { summary: 'No mail leaves the queue' }, startsAt: new Date().toISOString(), endsAt: '0001-01-01T00:00:00Z', generatorURL: 'http://prometheus.example.org', fingerprint: 'fedcba9876543210' };
    const body = { version: '4', groupKey: 'g', truncatedAlerts: 0, status: 'firing', receiver: 'r', groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'http://alertmanager.example.org', alerts: [alert] };
    const answer = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    expect(answer.status).toBe(202);
    await page.locator('main').getByRole('link', { name: /QueueStalled|No mail leaves/ }).waitFor();
  });

  it('keeps what it cannot read, and lets one set it aside', async () => {
    const { page } = visitor;
    await page.goto('/sources');
    await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"version":"4","alerts":' });
    await page.getByRole('heading', { name: 'Could not be read' }).waitFor();
    await page.getByRole('button', { name: 'Set aside' }).first().click();
    await page.locator('main').getByText('Set aside', { exact: true }).waitFor();
  });

  it('reconstructs an incident from files', async () => {
    const { page } = visitor;
    await page.goto('/reconstruct');
    const log = Array.from({ length: 30 }, (_, at) => `2026-02-03T04:${String(10 + at).padStart(2, '0')}:00Z ERROR mailer queue stalled, ${at} waiting`).join('\n');
    await page.locator('input[type=file]').first().setInputFiles([
      { name: 'timeline.csv', mimeType: 'text/csv', buffer: Buffer.from('time,actor,message\n2026-02-03T04:05:00Z,Ada,Mailer 7 was rolled out\n2026-02-03T04:30:00Z,Bo,Rolled back\n') },
      { name: 'mailer.log', mimeType: 'text/plain', buffer: Buffer.from(log) },
      { name: 'noise.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2, 255, 254, 3]) },
    ]);
    await page.getByText('3 of 3 files stored').waitFor();
    await page.getByRole('button', { name: 'Reconstruct the incident' }).click();
    await page.getByRole('link', { name: 'Open the incident' }).click();
    await page.getByText('Mailer 7 was rolled out').first().waitFor();
  });

  it('moves through a list by keyboard', async () => {
    const { page } = visitor;
    await page.goto('/incidents?tab=all');
    await page.locator('main a[data-row]').first().waitFor();
    await page.keyboard.press('j');
    const first = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).not.toBe(first);
    await page.keyboard.press('k');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(first);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    expect(visitor.complaints).toEqual([]);
  });
});
