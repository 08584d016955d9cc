// SPDX-License-Identifier: Apache-2.0
// The payloads of DOMPurify's suite in every field that pages show: text stays text, on each page and in the export.
// suites/DOMPurify lies beside the project (DEBRIEF_SHARED names another place); without it the test is skipped.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

const suite = join(process.env['DEBRIEF_SHARED'] ?? resolve(process.cwd(), '../../shared'), 'suites/DOMPurify/expect.json');
const payloads: string[] = existsSync(suite) ? (JSON.parse(readFileSync(suite, 'utf8')) as { payload: string }[]).map((one) => one.payload).filter((payload) => payload.trim() !== '') : [];

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** The first bytes of a text, for fields with a limit. */
function short(text: string, limit: number): string {
  return decoder.decode(encoder.encode(text).slice(0, limit)).replace(/\ufffd+$/, '').trim() || 'empty';
}

/** A payload wherever Markdown can hold one. */
function asMarkdown(payload: string): string {
  const line = payload.replace(/\s+/g, ' ');
  return [payload, `# ${line}`, `[press](<${line}>)`, `[press](${line})`, `![picture](${line} "${line}")`, `<${line}>`, `| a |\n|---|\n| ${line} |`, `> ${payload}`, `- ${line}`, `[press][ref]\n\n[ref]: ${line}`, '```' + line + '\n' + payload + '\n```'].join('\n\n');
}

/** What must not be on a page, whatever it was made from: our own scripts are modules with an address. */
function findHarm(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      const name = element.localName;
      const own = name === 'script' && element.getAttribute('src')?.startsWith('/') === true;
      if (['script', 'iframe', 'object', 'embed', 'base', 'frame', 'applet'].includes(name) && !own) found.push(element.outerHTML.slice(0, 200));
      for (const { name: attribute, value } of element.attributes)
        if (/^on|^srcdoc$|^formaction$/i.test(attribute) || (/(href|src|action|data)$/i.test(attribute) && /^[\s\u0000-\u0020]*(javascript|vbscript|data:text)/i.test(value))) found.push(`${name} ${attribute}=${value.slice(0, 200)}`);
    }
    return found;
  });
}

describe.skipIf(!program || payloads.length === 0)("DOMPurify's payloads", () => {
  let server: Server;
  let browser: Browser;
  let visitor: Visitor;
  const incidents: number[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    visitor = await visit(browser, server.url);
    visitor.page.on('dialog', (dialog) => {
      visitor.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await enterDemo(visitor.page);
    for (const payload of payloads) incidents.push(await fill(visitor.page, payload));
    await fillAlerts(visitor.page);
  }, 600_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** An incident all of whose texts are the payload. */
  async function fill(page: Page, payload: string): Promise<number> {
    const title = short(payload, 300);
    const { number } = await call<{ number: number }>(page, 'POST', '/incidents', { title, summary: payload, services: [short(payload, 100)] });
    const incident = `/incidents/${number}`;
    await call(page, 'PATCH', incident, { impact: payload });
    await call(page, 'POST', `${incident}/notes`, { text: payload });
    await call(page, 'POST', `${incident}/roles`, { role: 'incident_commander', person: short(payload, 200) });
    await page.evaluate(
      async ([path, text]) => {
        await fetch(path!, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: `2026-01-02T03:04:05Z ${text}` });
      },
      [`/api/v1${incident}/evidence?name=${encodeURIComponent(short(payload, 200))}`, payload],
    );
    await call(page, 'POST', `${incident}/postmortem`, {});
    await page.evaluate(
      async ([path, body]) => {
        const version = (await fetch(path!)).headers.get('ETag') ?? '';
        const answer = await fetch(path!, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'If-Match': version }, body: body! });
        if (!answer.ok) throw new Error(await answer.text());
      },
      [`/api/v1${incident}/postmortem`, JSON.stringify({ title, markdown: asMarkdown(payload) })],
    );
    await call(page, 'POST', '/sources', { kind: 'alertmanager', name: short(payload, 100) });
    return number;
  }

  /** Alerts whose labels and annotations are payloads, in one incident of their own. */
  async function fillAlerts(page: Page): Promise<void> {
    const source = await call<{ path: string }>(page, 'POST', '/sources', { kind: 'alertmanager', name: 'hostile', group_by: ['cluster'] });
    const alerts = payloads.map((payload, i) => ({
      status: 'firing', labels: { alertname: payload, cluster: 'one', service: payload, text: payload }, annotations: { summary: payload, description: payload },
      startsAt: '2026-01-02T03:04:05Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: payload, fingerprint: i.toString(16).padStart(16, '0'),
    }));
    const body = { version: '4', groupKey: 'g', truncatedAlerts: 0, status: 'firing', receiver: 'r', groupLabels: {}, commonLabels: {}, commonAnnotations: {}, externalURL: payloads[0], alerts };
    await fetch(`${server.url}${source.path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  }

  async function expectHarmless(page: Page, path: string): Promise<void> {
    expect(await findHarm(page), path).toEqual([]);
    expect(visitor.complaints, path).toEqual([]);
  }

  it('would be found if they were not', async () => {
    const other = await browser.newPage();
    await other.setContent('<img src="data:," onerror="x()"><a href=" JavaScript:x()">press</a><iframe srcdoc="x"></iframe><svg><script></script></svg>');
    expect((await findHarm(other)).length).toBeGreaterThanOrEqual(4);
    await other.close();
  });

  it('are harmless in lists', async () => {
    const { page } = visitor;
    for (const path of ['/incidents?tab=all', '/library', '/sources', '/settings', `/recognise?text=${encodeURIComponent(payloads.slice(0, 20).join(' '))}`]) {
      await page.goto(path);
      await page.locator('#main h1').first().waitFor({ state: 'attached' });
      await page.waitForTimeout(700);
      await expectHarmless(page, path);
    }
  }, 120_000);

  it('are harmless on the page of an incident and of its postmortem', async () => {
    const { page } = visitor;
    await page.goto('/incidents');
    const open = await call<{ items: { number: number }[] }>(page, 'GET', '/incidents?phase=open&limit=5');
    const paths = [...incidents.flatMap((number) => [`/incidents/${number}`, `/incidents/${number}/postmortem`]), ...open.items.map((one) => `/incidents/${one.number}`)];
    for (const path of paths) {
      // As a link within the application would: without loading its scripts again.
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, path);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.locator('#main h1').first().waitFor({ state: 'attached' });
      await page.waitForFunction((to) => document.querySelector('#main')?.textContent?.includes(to.includes('postmortem') ? 'press' : `INC-${to.split('/')[2]}`), path);
      await expectHarmless(page, path);
    }
  }, 900_000);

  it('are harmless in the HTML export, opened as a file', async () => {
    const { page } = visitor;
    const folder = mkdtempSync(join(tmpdir(), 'debrief-export-'));
    try {
      for (const number of incidents) {
        const text = await page.evaluate(async (path) => (await fetch(path)).text(), `/api/v1/incidents/${number}/postmortem/export?format=html`);
        writeFileSync(join(folder, `${number}.html`), text);
      }
      for (const number of incidents) {
        await page.goto(pathToFileURL(join(folder, `${number}.html`)).href);
        await expectHarmless(page, `export of ${number}`);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 600_000);
});
