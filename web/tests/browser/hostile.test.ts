// SPDX-License-Identifier: Apache-2.0
// Text that tries to become script, in every field that people and machines fill: it stays text.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { writeOver } from './editor';
import { call, enterDemo } from './session';

const payloads = [
  '<img src=x onerror="window.hit=1">',
  '<script>window.hit=1</script>',
  '"><svg onload=window.hit=1>',
  "'-window.hit=1-'",
  '{{constructor.constructor("window.hit=1")()}}',
  '<a href="javascript:window.hit=1">press</a>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror=window.hit=1>">',
  '<form><button formaction=javascript:window.hit=1>press',
];
const markdown = [
  ...payloads,
  '[press](javascript:window.hit=1)',
  '[press]( java\tscript:window.hit=1)',
  '![x](x"onerror="window.hit=1)',
  '<javascript:window.hit=1>',
  '[press](data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGl0PTE8L3NjcmlwdD4=)',
  '```<img src=x onerror=window.hit=1>\n<img src=x onerror=window.hit=1>\n```',
].join('\n\n');

describe.skipIf(!program)('hostile text', () => {
  let server: Server;
  let browser: Browser;
  let visitor: Visitor;
  let number = 0;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    visitor = await visit(browser, server.url);
    visitor.page.on('dialog', (dialog) => {
      visitor.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await enterDemo(visitor.page);
    const every = payloads.join(' ');
    number = (await call<{ number: number }>(visitor.page, 'POST', '/incidents', { title: every.slice(0, 290), summary: every, services: payloads.slice(0, 3) })).number;
    await call(visitor.page, 'PATCH', `/incidents/${number}`, { impact: every });
    for (const text of payloads) await call(visitor.page, 'POST', `/incidents/${number}/notes`, { text });
    await call(visitor.page, 'POST', `/incidents/${number}/roles`, { role: 'incident_commander', person: payloads[0]! });
    const source = await call<{ path: string }>(visitor.page, 'POST', '/sources', { kind: 'alertmanager', name: payloads[0]! });
    const labels = { alertname: payloads[0]!, service: payloads[1]!, [`label`]: payloads[2]! };
    const alert = { status: 'firing', labels, annotations: { summary: payloads[2]! }, startsAt: '2026-01-02T03:04:05Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: 'javascript:window.hit=1', fingerprint: '0123456789abcdef' };
    const body = { version: '4', groupKey: 'g', truncatedAlerts: 0, status: 'firing', receiver: 'r', groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: 'javascript:window.hit=1', alerts: [alert] };
    await fetch(`${server.url}${source.path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    await fetch(`${server.url}${source.path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: payloads.join('') });
    await call(visitor.page, 'POST', `/incidents/${number}/postmortem`, {});
    await visitor.page.goto(`/incidents/${number}/postmortem/edit`);
    await writeOver(visitor.page, markdown);
    await visitor.page.locator('[data-state="device"]').waitFor({ state: 'detached' });
    await visitor.page.getByRole('button', { name: 'Done' }).click();
    await visitor.page.getByRole('link', { name: 'Edit' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('stays text on every page', async () => {
    const { page } = visitor;
    const open = await call<{ items: { number: number }[] }>(page, 'GET', '/incidents?phase=open');
    const paths = ['/incidents?tab=all', '/library', '/sources', '/settings', `/recognise?text=${encodeURIComponent(payloads.join(' '))}`, `/incidents/${number}/postmortem`, `/incidents/${number}/postmortem/edit`, ...open.items.map((incident) => `/incidents/${incident.number}`)];
    for (const path of paths) {
      await page.goto(path);
      await page.locator('#main h1').first().waitFor({ state: 'attached' });
      await page.waitForTimeout(500);
      expect(await page.evaluate(() => (window as unknown as { hit?: number }).hit), path).toBeUndefined();
      expect(await page.locator('[href^="javascript:" i], [src^="javascript:" i], main [onerror], main [onload], main iframe, main object, main script').count(), path).toBe(0);
    }
    expect(visitor.complaints).toEqual([]);
  });
});
