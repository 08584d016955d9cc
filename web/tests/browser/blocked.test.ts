// SPDX-License-Identifier: Apache-2.0
// A proxy lets no WebSocket through: the editor goes on by requests, says so, and comes back to the socket.
import { createServer, request, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { markdownOf, textOf } from './editor';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

/** Forwards requests; upgrades only while `open()`. */
function startProxy(target: URL, open: () => boolean): Promise<HttpServer> {
  const proxy = createServer((asked, answer) => {
    const headers = { ...asked.headers };
    delete headers.upgrade;
    headers.connection = 'close';
    const onward = request({ host: target.hostname, port: target.port, method: asked.method, path: asked.url, headers }, (came) => {
      answer.writeHead(came.statusCode!, came.headers);
      came.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    asked.pipe(onward);
  });
  proxy.on('upgrade', (asked, socket, head) => {
    if (!open()) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    const onward = connect(Number(target.port), target.hostname, () => {
      onward.write(`${asked.method} ${asked.url} HTTP/1.1\r\n`);
      for (let i = 0; i < asked.rawHeaders.length; i += 2) onward.write(`${asked.rawHeaders[i]}: ${asked.rawHeaders[i + 1]}\r\n`);
      onward.write('\r\n');
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(proxy)));
}

/** What stands where the key leads to: a long text is not on the page as a whole. */
async function shown(page: Page, key: 'Control+Home' | 'Control+End'): Promise<string | null> {
  await textOf(page).press(key);
  return textOf(page).textContent();
}
const stateOf = (page: Page) => page.locator('[data-state]').getAttribute('data-state');
const notice = (page: Page) => page.getByText('Live connection blocked');

describe.skipIf(!program)('where WebSockets are blocked', () => {
  let server: Server;
  let proxy: HttpServer;
  let browser: Browser;
  let behind: Visitor;
  let direct: Visitor;
  let open = false;
  let number = 0;
  const onServer = () => markdownOf(direct.page, number);

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    proxy = await startProxy(new URL(server.url), () => open);
    [direct, behind] = await Promise.all([visit(browser, server.url), visit(browser, `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`)]);
    await behind.page.clock.install();
    await Promise.all([enterDemo(direct.page), enterDemo(behind.page)]);
    number = (await call<{ number: number }>(direct.page, 'POST', '/incidents', { title: 'Checkout returns 502' })).number;
    await call(direct.page, 'POST', `/incidents/${number}/postmortem`, {});
    await Promise.all([behind, direct].map(({ page }) => page.goto(`/incidents/${number}/postmortem/edit`)));
    await Promise.all([textOf(behind.page).waitFor(), textOf(direct.page).waitFor()]);
  });
  afterAll(async () => {
    await browser?.close();
    proxy?.closeAllConnections();
    proxy?.close();
    await server?.stop();
  });

  it('the editor opens, says so, and what is typed is saved', async () => {
    await notice(behind.page).waitFor();
    await textOf(behind.page).press('Control+End');
    await behind.page.keyboard.type('\nWritten behind a proxy.');
    await expect.poll(() => stateOf(behind.page), { timeout: 20_000 }).toMatch(/saved|seen/);
    expect(await onServer()).toContain('Written behind a proxy.');
    await expect.poll(() => shown(direct.page, 'Control+End'), { timeout: 10_000 }).toContain('Written behind a proxy.');
    expect(await findings(behind.page)).toEqual([]);
    expect(await excess(behind.page)).toBe(0);
  });

  it('what others write arrives, also at the same time', async () => {
    await Promise.all([textOf(direct.page).press('Control+End'), textOf(behind.page).press('Control+Home')]);
    await Promise.all([direct.page.keyboard.type(' And beside it.'), behind.page.keyboard.type('First words. ')]);
    await expect.poll(() => shown(direct.page, 'Control+Home'), { timeout: 20_000 }).toContain('First words. ');
    await expect.poll(() => stateOf(behind.page), { timeout: 20_000 }).toMatch(/saved|seen/);
    await expect.poll(onServer, { timeout: 10_000 }).toContain(' And beside it.');
    expect(await onServer()).toMatch(/^First words\. /);
    await expect.poll(() => shown(behind.page, 'Control+End'), { timeout: 10_000 }).toContain(' And beside it.');
  });

  it('once sockets get through again, the page uses one within a minute', async () => {
    open = true;
    await behind.page.clock.fastForward(61_000);
    await notice(behind.page).waitFor({ state: 'detached' });
    await textOf(behind.page).press('Control+End');
    await behind.page.keyboard.type(' Back again.');
    await expect.poll(() => stateOf(behind.page), { timeout: 20_000 }).toMatch(/saved|seen/);
    expect(await onServer()).toContain(' Back again.');
    expect([...behind.complaints, ...direct.complaints]).toEqual([]);
  });
});
