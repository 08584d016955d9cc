// SPDX-License-Identifier: Apache-2.0
// The drill of an incident of the demo world, played alone to its end; a group; the training record.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { program, startServer, type Server } from './server';
import { call, enterDemo, invite } from './session';

describe.skipIf(!program)('drills', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let bo: Visitor;
  let page: Page;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    ada = await visit(browser, server.url);
    page = ada.page;
    await enterDemo(page);
    bo = await visit(browser, server.url, { viewport: { width: 390, height: 800 } });
    await invite(page, bo.page, 'Bo Berg', 'responder');
  });
  afterAll(async () => {
    await ada?.leave();
    await bo?.leave();
    await browser?.close();
    await server?.stop();
  });

  it('begins at the first alert, and hides what was to come', async () => {
    await page.goto('/drills?incident=1');
    await page.getByRole('button', { name: 'Replay alone' }).click();
    await page.getByText('Alert CheckoutErrorRateHigh fires').waitFor();
    await page.getByText('First orders fail').waitFor();
    expect(await page.getByText('A dashboard of waiting threads').count()).toBe(0);
    expect(await page.getByText('Rollback').count()).toBe(0);
    expect(await findings(page)).toEqual([]);
  });

  it('records what one sees, believes and would do, and answers with what was known', async () => {
    const field = page.getByRole('textbox');
    await field.fill('Orders fail, the database is idle');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('Orders fail, the database is idle').waitFor();
    await page.getByRole('button', { name: 'I ask for' }).click();
    await field.fill('waiting threads');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('Nothing of that was known by then.').waitFor();
    await page.getByRole('button', { name: 'What resembles it?' }).click();
    await page.getByText('asked what resembles it').waitFor();
  });

  it('keeps the clock on the server, over a reload and in a second tab', async () => {
    await page.getByRole('button', { name: '60×' }).click();
    await expect.poll(async () => (await page.locator('.clock').innerText()).includes('+0 min'), { timeout: 10_000 }).toBe(false);
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Pause' }).getAttribute('aria-pressed')).toBe('true');
    const stands = await page.locator('.clock strong').innerText();
    await page.reload();
    await page.getByText('Alert CheckoutErrorRateHigh fires').waitFor();
    expect(await page.locator('.clock strong').innerText()).toBe(stands);
  });

  it('ends with both courses side by side, judged by hand', async () => {
    await page.getByRole('button', { name: 'To the next sign' }).click();
    await page.getByText('A dashboard of waiting threads').waitFor();
    await page.getByRole('button', { name: 'I would do' }).click();
    await page.getByRole('textbox').fill('Roll the last config push back');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('would do: Roll the last config push back').waitFor();
    await page.getByRole('button', { name: 'End the drill' }).click();
    await page.getByRole('button', { name: 'Yes, end it' }).click();
    await page.getByRole('heading', { name: 'Looking back on INC-1' }).waitFor();
    await page.getByText('Rollback of the config push starts').first().waitFor();
    await page.getByLabel('Named the right next step with').selectOption('2026-03-17T09:44:00Z');
    await page.getByText('+35 min').first().waitFor();
    await page.getByLabel('Recognised it with').selectOption('2026-03-17T09:09:00Z');
    await page.getByLabel('What helped').fill('The dashboard');
    await page.getByLabel('What helped').press('Tab');
    await expect.poll(async () => (await call<{ items: { people: { helped: string; next_step_at: string | null }[] }[] }>(page, 'GET', '/drills')).items[0]?.people[0]).toMatchObject({ helped: 'The dashboard', next_step_at: '2026-03-17T09:44:00Z' });
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await excess(page)).toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('is trained by a group whose facilitator alone sees what is to come', async () => {
    await page.goto('/drills?incident=2');
    await page.getByRole('button', { name: 'Replay as a group' }).click();
    await page.getByText('Still to come (only you see it)').waitFor();
    await bo.page.goto('/drills');
    await bo.page.getByText('Open: join in').waitFor();
    await bo.page.getByRole('link', { name: /^Replay/ }).first().click();
    await bo.page.getByRole('button', { name: 'Join in' }).click();
    await bo.page.getByRole('button', { name: 'Record it' }).waitFor();
    expect(await bo.page.getByText('switched back').count()).toBe(0);
    await page.getByRole('button', { name: 'It happens' }).click();
    await page.getByRole('textbox').fill('A journalist calls');
    await page.getByRole('button', { name: 'Record it' }).click();
    await bo.page.getByText('A journalist calls').waitFor();
    expect(await excess(bo.page)).toBe(0);
    expect(await findings(bo.page)).toEqual([]);
  });

  it('asks which past incident it is, and tells at the end how it went', async () => {
    const rows = (minute: number, sign: string) => `| Time | What |\n|---|---|\n| 10:0${minute} | ${sign} |\n| 10:20 | Over |\n`;
    const files = ['Mail queue filled up', 'A disk filled up', 'A clock was wrong', 'The captcha was missing'].map((title, index) => ({ name: `${index}.md`, content: `---\ntitle: ${title}\ndate: 2026-02-0${index + 1}T10:00:00Z\nservices: [newsletter]\n---\n\n# ${title}\n\n## Timeline\n\nAll times in UTC.\n\n${rows(index, `First sign of: ${title}`)}` }));
    await call(page, 'POST', '/archive', { files });
    await page.goto('/drills');
    await page.getByLabel('About').selectOption('newsletter');
    await page.getByRole('button', { name: 'Recognition quiz' }).click();
    for (let place = 1; place <= 4; place++) {
      await page.getByText(`Question ${place} of 4`).waitFor();
      const sign = (await page.locator('.clues').innerText()).replace('First sign of: ', '').trim();
      await page.getByRole('group', { name: 'Which past incident is this?' }).getByRole('button', { name: sign }).click();
      await page.getByText('Right.').waitFor();
      if (place === 1) expect(await findings(page)).toEqual([]);
      // The next step has the focus: one goes on by keyboard.
      await page.keyboard.press('Enter');
    }
    await page.getByRole('heading', { name: 'You recognised 4 of 4' }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: 'You recognised 4 of 4' }).waitFor();
    await page.goto('/drills?tab=training&service=newsletter');
    await page.getByText('✓').first().waitFor();
  });

  it('tells who has met what, and counts no drill among incidents', async () => {
    await page.goto('/drills?tab=training');
    const record = page.getByRole('list', { name: 'People and services' });
    await record.getByRole('listitem').filter({ hasText: 'Bo Berg' }).filter({ hasText: 'search-api' }).waitFor();
    await record.getByText('Due').first().waitFor();
    await record.getByRole('link', { name: 'INC-1' }).first().waitFor();
    expect(await findings(page)).toEqual([]);
    expect((await call<{ total: number }>(page, 'GET', '/incidents?kind=drill')).total).toBe(0);
  });

  it('complains about nothing', () => expect([...ada.complaints, ...bo.complaints]).toEqual([]));
});
