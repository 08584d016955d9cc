// SPDX-License-Identifier: Apache-2.0
// A large file goes to an incident: paused, through a crash of the server, over a reload of the page.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

interface Listed {
  items: { name: string; size: number; sha256: string }[];
}

describe.skipIf(!program)('a large upload', () => {
  const folder = mkdtempSync(join(tmpdir(), 'debrief-upload-'));
  const file = join(folder, 'big.log');
  const bytes = Buffer.alloc(40 * 1024 * 1024, '2026-11-20T00:00:00Z INFO worker 17 took 12 ms\n');
  let server: Server;
  let browser: Browser;
  let visitor: Visitor;
  let incident = 0;

  beforeAll(async () => {
    writeFileSync(file, bytes);
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    visitor = await visit(browser, server.url);
    const { page } = visitor;
    await enterDemo(page);
    incident = (await call<{ number: number }>(page, 'POST', '/incidents', { title: 'The disk is full' })).number;
    // Slow enough to act while the file is on its way.
    const protocol = await page.context().newCDPSession(page);
    await protocol.send('Network.emulateNetworkConditions', { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 5 * 1024 * 1024 });
    await page.goto(`/incidents/${incident}`);
    await page.getByLabel('Files to add as evidence').setInputFiles(file);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const bar = () => visitor.page.getByRole('progressbar', { name: 'Sending big.log' });
  const reached = async () => ((await bar().count()) ? Number(await bar().getAttribute('aria-valuenow')) : 0);
  const past = (percent: number) => expect.poll(reached, { timeout: 30_000, interval: 50 }).toBeGreaterThanOrEqual(percent);

  it('shows how far it has got, and rests when it is paused', async () => {
    const { page } = visitor;
    await past(5);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText(/paused at \d+ %/).waitFor();
  });

  it('goes on after the server has crashed and come back', async () => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'Continue' }).click();
    await server.kill();
    await page.getByText('It goes on by itself.').waitFor();
    await server.restart();
    await past(30);
  });

  it('goes on after a reload when the file is chosen again', async () => {
    const { page } = visitor;
    await page.reload();
    await page.getByRole('button', { name: 'Choose the file again' }).waitFor();
    await past(20);
    expect(await reached()).toBeLessThan(100);
    await page.getByLabel('Files to add as evidence').setInputFiles(file);
    await page.getByRole('button', { name: 'big.log', exact: true }).waitFor({ timeout: 60_000 });
    expect(await bar().count()).toBe(0);
    const listed = await call<Listed>(page, 'GET', `/incidents/${incident}/evidence`);
    expect(listed.items.map(({ name, size }) => [name, size])).toEqual([['big.log', bytes.length]]);
    expect(listed.items[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(visitor.complaints).toEqual([]);
  });

  it('removes what is cancelled', async () => {
    const { page } = visitor;
    await page.getByLabel('Files to add as evidence').setInputFiles(file);
    await past(2);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await bar().waitFor({ state: 'detached' });
    await expect.poll(async () => (await call<Listed>(page, 'GET', '/resumable-uploads')).items.length).toBe(0);
  });
});
