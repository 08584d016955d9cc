// SPDX-License-Identifier: Apache-2.0
// What reaches somebody: choices by kind and way, quiet hours, and pushes to this browser, which the service worker shows
// and a press on them opens.
import type { Browser, CDPSession, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo } from './session';

interface Settings {
  kinds: { id: string; app: boolean; mail: boolean; push: boolean; from: string }[];
  quiet: { from: string; until: string; days: number[]; urgent: boolean } | null;
  browsers: { id: string; browser: string }[];
}

// The push service of the browser's maker is out of reach of a test: this is what it would have answered.
function pretendToSubscribe(): void {
  let kept: object | null = null;
  const subscription = async () => {
    const keys = (await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])) as CryptoKeyPair;
    const point = await crypto.subtle.exportKey('raw', keys.publicKey);
    const values: Record<string, ArrayBuffer> = { p256dh: point, auth: crypto.getRandomValues(new Uint8Array(16)).buffer };
    return { endpoint: `https://push.example.org/${Math.random()}`, getKey: (name: string) => values[name], unsubscribe: () => Promise.resolve(((kept = null), true)) };
  };
  PushManager.prototype.subscribe = async () => (kept = await subscription()) as PushSubscription;
  PushManager.prototype.getSubscription = () => Promise.resolve(kept as PushSubscription | null);
}

describe.skipIf(!program)('notices', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let page: Page;
  const settings = () => call<Settings>(page, 'GET', '/notices/settings');
  const kind = async (id: string) => (await settings()).kinds.find((each) => each.id === id)!;

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

  it('come by the ways that are chosen, and as usual again', async () => {
    await page.goto('/settings');
    await page.getByLabel('Mail: The weekly digest, and what happened on this day').uncheck();
    await expect.poll(async () => (await kind('digest')).mail).toBe(false);
    expect((await kind('digest')).from).toBe('own');
    await page.getByRole('button', { name: 'As usual: The weekly digest, and what happened on this day' }).click();
    await expect.poll(async () => (await kind('digest')).from).not.toBe('own');
  });

  it('follow the team of somebody who chose nothing', async () => {
    await page.getByLabel('Whose choices').selectOption({ label: 'Defaults of checkout team' });
    await page.getByText('Members who chose nothing themselves have these.').waitFor();
    await page.getByLabel('Mail: A postmortem was published').uncheck();
    await expect.poll(async () => await kind('postmortem.published')).toMatchObject({ app: true, mail: false, push: true, from: 'team' });
    await page.getByLabel('Whose choices').selectOption({ label: 'My choices' });
    const own = page.getByLabel('Mail: A postmortem was published');
    await expect.poll(() => own.isChecked()).toBe(false);
    await own.check();
    await expect.poll(async () => await kind('postmortem.published')).toMatchObject({ mail: true, from: 'own' });
  });

  it('wait in quiet hours, which are set, changed and ended on a phone', async () => {
    const phone = await visit(browser, server.url, { viewport: { width: 320, height: 640 }, hasTouch: true, storageState: await page.context().storageState() });
    const at = phone.page;
    await at.goto('/settings');
    const card = at.getByRole('region', { name: 'Quiet hours' });
    await card.getByRole('button', { name: 'Set quiet hours' }).click();
    await card.getByLabel('From').fill('21:30');
    await card.getByRole('checkbox', { name: 'Sat' }).uncheck();
    await card.getByRole('button', { name: 'Save' }).click();
    await expect.poll(async () => (await settings()).quiet).toMatchObject({ from: '21:30', until: '07:00', days: [1, 2, 3, 4, 5, 7], urgent: true });
    expect(await excess(at)).toBe(0);
    expect(await findings(at)).toEqual([]);
    await card.getByLabel('Time zone').fill('Nowhere/At all');
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByRole('alert').getByText(/no time zone/).waitFor();
    await card.getByRole('button', { name: 'End them' }).click();
    await card.getByRole('button', { name: 'Set quiet hours' }).waitFor();
    expect((await settings()).quiet).toBeNull();
    expect(phone.complaints).toEqual([]);
    await phone.leave();
  });

  it('say why this browser shows none when notifications are blocked', async () => {
    const blocked = await visit(browser, server.url, { storageState: await page.context().storageState() });
    await blocked.page.goto('/settings');
    const card = blocked.page.getByRole('region', { name: 'Notices in browsers' });
    const ask = card.getByRole('button', { name: 'Show notices in this browser' });
    if (await blocked.page.evaluate(() => Notification.permission !== 'denied')) await ask.click();
    await card.getByText('Notifications of this site are blocked in this browser.').waitFor();
    expect(await findings(blocked.page)).toEqual([]);
    await blocked.leave();
  });

  describe('in a browser that may show them', () => {
    let guest: Visitor;
    let wire: CDPSession;
    let registration = '';
    let worker: Worker;
    const push = (data: object | string) =>
      wire.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId: registration, data: typeof data === 'string' ? data : JSON.stringify(data) });
    const shown = () =>
      worker.evaluate(async () => {
        const scope = globalThis as unknown as { registration: ServiceWorkerRegistration };
        return (await scope.registration.getNotifications()).map((each) => ({ title: each.title, body: each.body, tag: each.tag, stays: each.requireInteraction }));
      });
    // What a press on the notification does; where it leads is noted, since a test is no person who may open windows.
    const press = (title: string) =>
      worker.evaluate(async (wanted) => {
        const scope = globalThis as unknown as { registration: ServiceWorkerRegistration; clients: { openWindow(url: string): Promise<null> } } & EventTarget;
        const found = (await scope.registration.getNotifications()).find((each) => each.title === wanted)!;
        const opened: string[] = [];
        Object.defineProperty(scope.clients, 'openWindow', { configurable: true, value: (url: string) => Promise.resolve((opened.push(url), null)) });
        const Kind = (globalThis as unknown as { NotificationEvent: new (kind: string, init: object) => Event }).NotificationEvent;
        scope.dispatchEvent(new Kind('notificationclick', { notification: found }));
        for (let i = 0; i < 50 && opened.length === 0; ++i) await new Promise((done) => setTimeout(done, 20));
        return opened;
      }, title);

    beforeAll(async () => {
      guest = await visit(browser, server.url, { permissions: ['notifications'], storageState: await page.context().storageState() });
      await guest.page.addInitScript(pretendToSubscribe);
      wire = await guest.page.context().newCDPSession(guest.page);
      wire.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        for (const each of registrations) if (each.scopeURL === `${server.url}/` && !each.isDeleted) registration = each.registrationId;
      });
      await wire.send('ServiceWorker.enable');
    });
    afterAll(() => guest?.leave());

    it('are asked for with one press', async () => {
      await guest.page.goto('/settings');
      const card = guest.page.getByRole('region', { name: 'Notices in browsers' });
      await card.getByRole('button', { name: 'Show notices in this browser' }).click();
      await card.getByText(/Chrome on Linux, this one/).waitFor();
      expect((await settings()).browsers.map((each) => each.browser)).toEqual(['Chrome on Linux']);
      await expect.poll(() => registration).not.toBe('');
      worker = guest.page.context().serviceWorkers()[0] ?? (await guest.page.context().waitForEvent('serviceworker'));
      expect(await guest.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL)).toBe(`${server.url}/push.js`);
      expect(guest.complaints).toEqual([]);
    });

    it('are shown by the service worker, a newer call in the place of the one before it', async () => {
      await push({ id: 'n1', kind: 'comment.added', title: 'A comment', text: 'On “Why did it take so long?”', path: '/incidents/1', topic: '' });
      await expect.poll(shown).toEqual([{ title: 'A comment', body: 'On “Why did it take so long?”', tag: 'n1', stays: false }]);
      await push({ id: 'n2', kind: 'escalation.step', title: 'SEV1, INC-1: nobody has it in hand', text: 'Step 1', path: '/incidents/1/room', topic: 't' });
      await push({ id: 'n3', kind: 'escalation.step', title: 'SEV1, INC-1: still nobody', text: 'Step 2', path: '/incidents/1/room', topic: 't' });
      await expect.poll(async () => (await shown()).map((each) => each.title).sort()).toEqual(['A comment', 'SEV1, INC-1: still nobody']);
      expect((await shown()).find((each) => each.tag === 't')!.stays).toBe(true);
    });

    it('open what they are about, and nothing outside', async () => {
      expect(await press('SEV1, INC-1: still nobody')).toEqual([`${server.url}/incidents/1/room`]);
      expect((await shown()).map((each) => each.title)).toEqual(['A comment']);
      await push({ id: 'n4', title: 'Elsewhere', path: '/\\evil.example/x' });
      await expect.poll(async () => (await shown()).length).toBe(2);
      await push('no message of ours');
      await expect.poll(async () => (await shown()).map((each) => each.title).sort()).toEqual(['A comment', 'Debrief', 'Elsewhere']);
      expect(await press('Elsewhere')).toEqual([`${server.url}/notices`]);
      expect(await press('Debrief')).toEqual([`${server.url}/notices`]);
    });

    it('end with the session', async () => {
      await guest.page.getByRole('button', { name: /account and appearance/ }).click();
      await guest.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await guest.page.getByRole('button', { name: 'Enter the demonstration' }).waitFor();
      await enterDemo(page);
      expect((await settings()).browsers).toEqual([]);
    });
  });
});
