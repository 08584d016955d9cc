// SPDX-License-Identifier: Apache-2.0
// Every page at three widths, in both themes where it is wide and where it is narrow: nothing for axe to find, nothing to scroll sideways, no complaint.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, runningIncident } from './session';

const widths = [1440, 768, 320];
const themes = ['light', 'dark'] as const;

interface Place {
  name: string;
  path: string;
  /** Something to do first, such as opening a dialog. */
  open?: (visitor: Visitor) => Promise<void>;
}

const declare = async ({ page }: Visitor): Promise<void> => {
  await page.getByRole('button', { name: /Declare (an )?incident/ }).filter({ visible: true }).first().click();
  await page.getByLabel('What is wrong?').fill('Checkout returns errors to customers');
  await page.waitForTimeout(900);
};
const palette = async ({ page }: Visitor): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search or do anything' }).fill('in');
  await page.waitForTimeout(400);
};
const shortcuts = async ({ page }: Visitor): Promise<void> => {
  await page.locator('body').press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
};
const press = (name: RegExp) => async ({ page }: Visitor): Promise<void> => {
  await page.getByRole('button', { name }).filter({ visible: true }).first().click();
  await page.waitForTimeout(200);
};

/** Changes the theme and waits until it is drawn: axe takes the colours as they are. */
async function turn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, colorScheme === 'dark');
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn, 300)))));
}

/** Something to look at, whatever the demonstration holds: an open incident, and a draft with citations. */
async function prepare({ page }: Visitor): Promise<void> {
  await page.evaluate(async () => {
    const send = async (method: string, path: string, body: object): Promise<{ number: number }> => {
      const answer = await fetch(`/api/v1${path}`, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { number: number };
    };
    const { number } = await send('POST', '/incidents', { title: 'Checkout returns 502 to a third of customers', severity: 'sev1', services: ['checkout'], summary: 'Rolling back.' });
    const at = `/incidents/${number}`;
    await send('POST', `${at}/roles`, { role: 'incident_commander', person: 'Demo' });
    for (const kind of ['note', 'hypothesis', 'decision', 'action', 'observation']) await send('POST', `${at}/notes`, { text: `A ${kind} about idle connections`, kind });
    await send('POST', `${at}/notes`, { text: 'Seen an hour earlier', kind: 'observation', occurred_at: new Date(Date.now() - 3_600_000).toISOString() });
    await send('PUT', `${at}/milestones/mitigated`, { at: new Date().toISOString() });
    // A rule may have had it drafted already.
    await send('POST', `${at}/postmortem`, {}).catch((cause: unknown) => {
      if (!String(cause).includes(': 409 ')) throw cause;
    });
    await send('POST', '/sources', { kind: 'alertmanager', name: 'production' });
  });
}

const curate = async ({ page }: Visitor): Promise<void> => {
  const entry = page.locator('li[id^=entry-]').first();
  await entry.hover();
  await entry.getByRole('button', { name: 'Change this entry' }).click();
  await page.getByRole('menuitem', { name: 'Correct text or time' }).click();
  await page.getByRole('dialog', { name: 'Correct this entry' }).waitFor();
};
/** On narrow screens the cards of an incident are behind a switch. */
const card = (name: RegExp) => async (visitor: Visitor): Promise<void> => {
  const details = visitor.page.getByRole('button', { name: 'Details' });
  if (await details.isVisible()) await details.click();
  await press(name)(visitor);
};

describe.skipIf(!program)('every page', () => {
  let server: Server;
  let browser: Browser;
  let incident = '/incidents/1';
  let written = '/incidents/1/postmortem';
  let cookies: { name: string; value: string; url: string }[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    const visitor = await visit(browser, server.url);
    await visitor.page.goto('/');
    await visitor.page.getByRole('button', { name: 'Enter the demonstration' }).click();
    await visitor.page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
    await prepare(visitor);
    const [running, library] = await Promise.all([runningIncident(visitor.page), call<{ items: { incident: number }[] }>(visitor.page, 'GET', '/postmortems?limit=1')]);
    incident = `/incidents/${running}`;
    if (library.items[0]?.incident) written = `/incidents/${library.items[0].incident}/postmortem`;
    cookies = (await visitor.page.context().cookies()).map(({ name, value }) => ({ name, value, url: server.url }));
    await visitor.leave();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const places = (): Place[] => [
    { name: 'incidents', path: '/incidents?tab=all' },
    { name: 'no incident', path: '/incidents?tab=all&q=nothing-is-called-this' },
    { name: 'incident', path: incident },
    { name: 'choosing a severity', path: incident, open: press(/^Severity:/) },
    { name: 'editing the incident', path: incident, open: press(/^Edit title/) },
    { name: 'correcting a milestone', path: incident, open: card(/(was earlier|^Correct “)/) },
    { name: 'giving a role', path: incident, open: card(/^Give a role/) },
    { name: 'correcting an entry', path: incident, open: curate },
    { name: 'postmortem', path: written },
    { name: 'what a postmortem lacks', path: written, open: press(/^Completeness/) },
    { name: 'its review', path: written, open: press(/^Review/) },
    { name: 'its meeting', path: written, open: press(/^Meeting/) },
    { name: 'its date', path: written, open: press(/^Due/) },
    { name: 'publishing', path: written, open: press(/^Publish/) },
    { name: 'editor', path: `${written}/edit` },
    { name: 'comments beside the text', path: `${written}/edit`, open: press(/^Comments/) },
    { name: 'due', path: '/due' },
    { name: 'notices', path: '/notices' },
    { name: 'rules', path: '/settings/postmortems', open: press(/^Change: /) },
    { name: 'library', path: '/library' },
    { name: 'recognise', path: '/recognise?text=connection%20refused%20by%20the%20database' },
    { name: 'reconstruct', path: '/reconstruct' },
    { name: 'sources', path: '/sources' },
    { name: 'settings', path: '/settings' },
    { name: 'escalation', path: '/settings/escalation' },
    { name: 'a policy of escalation', path: '/settings/escalation', open: press(/^New policy$/) },
    { name: 'status pages', path: '/status-pages' },
    { name: 'making a status page', path: '/status-pages', open: press(/^New page$/) },
    { name: 'minutes between updates', path: '/settings/updates' },
    { name: 'steps after incidents', path: '/settings/dates' },
    { name: 'words', path: '/settings/words' },
    { name: 'missing', path: '/nowhere' },
    { name: 'declaring', path: '/incidents', open: declare },
    { name: 'palette', path: '/incidents', open: palette },
    { name: 'shortcuts', path: '/incidents', open: shortcuts },
    { name: 'people in incidents', path: '/responders?days=365' },
    { name: 'people', path: '/people' },
    { name: 'inviting', path: '/people', open: press(/^Invite/) },
    { name: 'a new team', path: '/people', open: press(/^New team/) },
    { name: 'profile', path: '/profile' },
    { name: 'outgoing messages', path: '/settings/deliveries' },
    { name: 'adding an endpoint', path: '/settings/deliveries', open: press(/^Add an endpoint$/) },
    { name: 'signing in', path: '/settings/signing-in' },
    { name: 'audit', path: '/audit' },
    { name: 'services', path: '/services' },
    { name: 'service', path: '/services/one?name=checkout' },
    { name: 'patterns', path: '/patterns' },
    { name: 'actions', path: '/actions' },
    { name: 'connecting a source', path: '/sources', open: press(/Connect Alertmanager/) },
    { name: 'importing', path: '/library', open: press(/Import documents/) },
  ];

  it.each(widths)('is accessible and fits at %d px', async (width) => {
    const visitor = await visit(browser, server.url, { viewport: { width, height: width < 500 ? 780 : 900 }, hasTouch: width < 500 });
    const { page } = visitor;
    await page.context().addCookies(cookies);
    const wrong: string[] = [];
    for (const place of places()) {
      await page.goto(place.path);
      await page.locator('#main h1').first().waitFor({ state: 'attached' });
      await expect.poll(() => page.getByRole('status', { name: /^(Loading|Looking|Comparing)/ }).count(), { timeout: 20_000 }).toBe(0);
      await place.open?.(visitor);
      // Between the two no colour is another than at their widths.
      for (const colorScheme of width === 768 ? (['light'] as const) : themes) {
        await turn(page, colorScheme);
        for (const finding of await findings(page)) wrong.push(`${place.name}, ${colorScheme}: ${finding}`);
      }
      const wider = await excess(page);
      if (wider > 0) wrong.push(`${place.name}: ${wider} px wider than the window`);
    }
    wrong.push(...visitor.complaints);
    await visitor.leave();
    expect(wrong).toEqual([]);
  });

  it.each(themes)('lets one sign in accessibly: %s', async (theme) => {
    const visitor = await visit(browser, server.url, { viewport: { width: 320, height: 780 }, colorScheme: theme });
    await visitor.page.goto('/');
    await visitor.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect([...(await findings(visitor.page)), ...visitor.complaints]).toEqual([]);
    expect(await excess(visitor.page)).toBe(0);
    await visitor.leave();
  });
});
