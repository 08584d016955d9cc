// SPDX-License-Identifier: Apache-2.0
// Five people run an incident from its alert to its end, on two servers of which one dies. tests/team/run.py sets it all up.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, startBrowser, visit, type Visitor } from '../browser/browser';
import { call } from '../browser/session';

interface Team {
  url: string;
  pids: number[];
  source: string;
  password: string;
  offline: number;
  stakeholder: string;
  people: { name: string; email: string }[];
}
interface Entry {
  text: string;
  actor: string | null;
  occurred_at: string;
  recorded_at: string;
}
const team = JSON.parse(process.env['TEAM'] ?? 'null') as Team;

const line = (at: Page) => at.getByRole('form', { name: 'Write in the room' }).getByRole('textbox');
const card = (at: Page, name: string) => at.getByRole('region', { name, exact: true });
async function write(at: Page, text: string): Promise<void> {
  await line(at).fill(text);
  await line(at).press('Enter');
}

describe('a team of five', () => {
  let browser: Browser;
  const visitors: Visitor[] = [];
  let ada: Page, bo: Page, cy: Page, di: Page, eve: Page;
  let number = 0;
  const written: string[] = [];
  let typed: { text: string; at: number }[] = [];

  /** Everybody writes `count` notes, one after the other, all at the same time. */
  async function everybodyWrites(pages: Page[], count: number, what: string): Promise<void> {
    await Promise.all(pages.map(async (page, who) => {
      for (let i = 1; i <= count; i += 1) {
        const text = `${what} ${i} of ${team.people[who]!.name}`;
        written.push(text);
        await write(page, text);
      }
    }));
  }
  const timeline = async () => (await call<{ items: Entry[] }>(ada, 'GET', `/incidents/${number}/timeline?limit=1000`)).items;

  beforeAll(async () => {
    browser = await startBrowser();
    for (const [place, person] of team.people.entries()) {
      const visitor = await visit(browser, team.url, place === 1 ? { viewport: { width: 320, height: 640 }, hasTouch: true } : {});
      visitors.push(visitor);
      await visitor.page.goto('/');
      await visitor.page.getByLabel('Email').fill(person.email);
      await visitor.page.getByLabel('Password').fill(team.password);
      await visitor.page.getByRole('button', { name: 'Sign in' }).click();
      await visitor.page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
    }
    [ada, bo, cy, di, eve] = visitors.map((visitor) => visitor.page) as [Page, Page, Page, Page, Page];
  }, 120_000);
  afterAll(async () => {
    for (const visitor of visitors) await visitor.leave();
    await browser?.close();
  });

  it('sees the alert as it comes, and meets in the room', async () => {
    const alert = { status: 'firing', labels: { alertname: 'CheckoutErrorRateHigh', service: 'checkout', severity: 'critical' }, annotations: { summary: 'Orders fail with 503' }, startsAt: new Date().toISOString(), endsAt: '0001-01-01T00:00:00Z', generatorURL: '', fingerprint: 'c0ffee' };
    const answer = await fetch(team.url + team.source, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ version: '4', groupKey: 'team', status: 'firing', receiver: 'debrief', alerts: [alert] }) });
    expect(answer.status).toBeLessThan(300);
    number = ((await answer.json()) as { incidents: number[] }).incidents[0]!;
    await ada.getByRole('link', { name: /Orders fail with 503/ }).first().waitFor();
    for (const { page } of visitors) await page.goto(`/incidents/${number}/room`);
    for (const { name } of team.people) await ada.getByRole('list', { name: 'In the room now' }).getByText(name).first().waitFor();
  });

  it('takes roles, a hypothesis, a task and a first update for executives', async () => {
    await write(ada, '/role commander @me');
    await write(cy, '/role communications @me');
    await write(eve, '/role expert @me');
    await card(ada, 'Asked of you').getByText('You are incident commander').waitFor();
    await write(ada, '/sev 1');
    await write(ada, '/state investigating');
    for (const { page } of visitors) await page.locator('header').getByText('SEV1').first().waitFor();
    await write(eve, '/hypothesis The pool of connections was made smaller');
    await card(ada, 'What we think').getByText('The pool of connections was made smaller').waitFor();
    await write(ada, '/task Roll the settings back @Eve Expert in 20m');
    await card(eve, 'Asked of you').getByText('Roll the settings back').waitFor();
    await call(ada, 'POST', `/incidents/${number}/followers`, { audience: 'executive', address: team.stakeholder });
    await write(cy, '/update executive A quarter of the orders fail next in 30m');
    for (const page of [ada, di, eve]) await card(page, 'What is known').getByText('A quarter of the orders fail').first().waitFor();
  });

  it('writes on while one is away and a server dies', async () => {
    await di.context().setOffline(true);
    const away = Date.now();
    for (const text of ['The database is idle', 'Four connections are in use', 'The deploy of 10:02 touched the pool']) {
      typed.push({ text, at: Date.now() });
      await write(di, text);
    }
    await di.getByText(/3 only on this device/).waitFor();
    await everybodyWrites([ada, bo, cy], 4, 'Before the crash');
    await Promise.all([
      everybodyWrites([ada, bo, cy], 8, 'Around the crash'),
      new Promise<void>((done) => setTimeout(() => { process.kill(team.pids[0]!, 'SIGKILL'); done(); }, 700)),
    ]);
    await write(cy, '/update executive Half of them work again next in 30m');
    await everybodyWrites([ada, bo, cy], 4, 'After the crash');
    const left = team.offline * 1000 - (Date.now() - away);
    if (left > 0) await new Promise((wait) => setTimeout(wait, left));
    await di.context().setOffline(false);
    await di.getByText('All you wrote is on the server.').waitFor({ timeout: 90_000 });
  }, 1_200_000);

  it('has all of it once, at its time', async () => {
    for (const text of written) await expect.poll(async () => (await timeline()).filter((entry) => entry.text === text).length, { timeout: 60_000, message: text }).toBe(1);
    const entries = await timeline();
    for (const { text, at } of typed) {
      const found = entries.filter((entry) => entry.text === text);
      expect(found, text).toHaveLength(1);
      expect(Math.abs(Date.parse(found[0]!.occurred_at) - at), text).toBeLessThan(5_000);
      expect(found[0]!.actor).toBe('Di Away');
      expect(Date.parse(found[0]!.recorded_at) - Date.parse(found[0]!.occurred_at)).toBeGreaterThan(1000);
    }
  }, 300_000);

  it('ends it, and everybody sees that', async () => {
    await card(eve, 'Asked of you').getByRole('checkbox', { name: 'Done: Roll the settings back' }).click();
    await write(cy, '/update executive All orders work again');
    await write(ada, '/state monitoring');
    await write(ada, '/state documenting');
    for (const { page } of visitors) await page.locator('header').getByText('Documenting').first().waitFor({ timeout: 60_000 });
    const incident = await call<{ phase: string; milestones: { name: string }[] }>(ada, 'GET', `/incidents/${number}`);
    expect(incident.phase).toBe('post_incident');
    expect(incident.milestones.map((each) => each.name)).toEqual(expect.arrayContaining(['declared', 'acknowledged', 'mitigated', 'resolved']));
    expect((await call<{ items: unknown[] }>(ada, 'GET', `/incidents/${number}/updates`)).items).toHaveLength(3);
  });

  it('sees the same on every screen', async () => {
    await bo.getByRole('button', { name: 'Timeline', exact: true }).click();
    for (const { page } of visitors) await page.getByText('The deploy of 10:02 touched the pool').first().waitFor();
    expect(await excess(bo)).toBe(0);
    expect(visitors.flatMap((visitor) => visitor.complaints)).toEqual([]);
  });
});
