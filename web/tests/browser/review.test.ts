// SPDX-License-Identifier: Apache-2.0
// Reviewing a postmortem on the real server: threads in the text, verdicts, the meeting, what publication needs, duties,
// what people are told.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { excess, findings, startBrowser, visit, type Visitor } from './browser';
import { markdownOf, textOf, writeOver } from './editor';
import { program, startServer, type Server } from './server';
import { call, enterDemo, invite } from './session';

const text = '# Checkout met closed connections\n\n## Summary\n\nThe pool kept connections that the database had closed.\n\n## Impact\n\nA third of all checkouts failed.\n';

const saved = (page: Page) => page.locator('[data-state=saved], [data-state=seen]').waitFor({ timeout: 40_000 });

/** Selects words that stand on one line of the text. */
async function select(page: Page, words: string): Promise<void> {
  await textOf(page).focus();
  await page.evaluate((wanted) => {
    for (const line of document.querySelectorAll('.cm-line')) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(wanted);
        if (at >= 0) return void getSelection()!.setBaseAndExtent(node, at, node, at + wanted.length);
      }
    }
    throw new Error(`“${wanted}” is not in the text`);
  }, words);
  await page.waitForTimeout(100);
}

describe.skipIf(!program)('reviewing', () => {
  let server: Server;
  let browser: Browser;
  let ada: Visitor;
  let bo: Visitor;
  let number = 0;

  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer('--demo'), startBrowser()]);
    [ada, bo] = await Promise.all([visit(browser, server.url), visit(browser, server.url)]);
    await enterDemo(ada.page);
    await invite(ada.page, bo.page, 'Bo Berg', 'editor');
    number = (await call<{ number: number }>(ada.page, 'POST', '/incidents', { title: 'Checkout returns 502', severity: 'sev3' })).number;
    await call(ada.page, 'POST', `/incidents/${number}/postmortem`, {});
    for (const { page } of [ada, bo]) {
      await page.goto(`/incidents/${number}/postmortem/edit`);
      await textOf(page).waitFor();
    }
    await writeOver(ada.page, text);
    await saved(ada.page);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const panel = (page: Page) => page.getByRole('complementary', { name: 'Review' });

  it('comments on selected text, keeps what is typed over a reload, and shows it to others at once', async () => {
    const { page } = ada;
    await select(page, 'closed connections');
    await page.keyboard.press('Control+Alt+m');
    const box = panel(page).getByRole('combobox', { name: 'Your comment' });
    await box.fill('Which ones? @bo');
    await page.getByRole('option', { name: 'Bo Berg' }).waitFor();
    await box.press('Enter');
    await expect.poll(() => box.inputValue()).toBe('Which ones? @Bo Berg ');
    await page.reload();
    await textOf(page).waitFor();
    await expect.poll(() => panel(page).getByRole('combobox', { name: 'Your comment' }).inputValue()).toBe('Which ones? @Bo Berg ');
    await page.locator('.thread-composing').first().waitFor();
    await panel(page).getByRole('button', { name: 'Comment', exact: true }).click();
    await panel(page).getByText('Which ones? @Bo Berg').waitFor();
    await bo.page.locator('.thread-mark', { hasText: 'closed connections' }).waitFor();
    await bo.page.locator('.thread-mark').first().click();
    await panel(bo.page).getByText('Which ones? @Bo Berg').waitFor();
    expect(await bo.page.locator('.thread-active').count()).toBeGreaterThan(0);
  });

  it('keeps the range on its words while others write before it', async () => {
    await textOf(bo.page).press('Control+Home');
    await bo.page.keyboard.type('A line before.\n\n');
    await expect.poll(() => ada.page.locator('.cm-line').first().textContent()).toContain('A line before.');
    for (const { page } of [ada, bo]) expect((await page.locator('.thread-mark').allTextContents()).join('')).toBe('closed connections');
  });

  it('tells who is named, and leads to the thread', async () => {
    const { page } = bo;
    await page.goto('/incidents');
    await page.getByRole('button', { name: /^Notices, \d+ unread$/ }).click();
    const list = page.getByRole('dialog', { name: 'Notices for you' });
    await list.getByText(/wrote about the postmortem/).first().waitFor();
    expect(await findings(page)).toEqual([]);
    await list.getByRole('link', { name: /wrote about the postmortem/ }).first().click();
    await panel(page).locator('.thread.active').getByText('Which ones?').waitFor();
    await page.getByRole('button', { name: 'Notices', exact: true }).waitFor();
  });

  it('answers, also when sending failed once', async () => {
    const { page } = bo;
    const thread = panel(page).locator('.thread').first();
    await thread.getByRole('button', { name: 'Answer' }).click();
    await thread.getByRole('combobox', { name: 'Your answer' }).fill('Those that were idle for ten minutes.');
    await page.route('**/comments', (route) => route.abort(), { times: 1 });
    await thread.getByRole('button', { name: 'Answer' }).click();
    await thread.getByText('Not sent; it is kept here.').waitFor();
    await thread.getByRole('button', { name: 'Send again' }).click();
    await thread.locator('.prose', { hasText: 'Those that were idle' }).waitFor();
    await panel(ada.page).getByText('Those that were idle for ten minutes.').waitFor();
  });

  it('changes and removes one’s own comment only', async () => {
    const { page } = bo;
    const thread = panel(page).locator('.thread').first();
    expect(await thread.getByRole('button', { name: /^Your comment/ }).count()).toBe(1);
    await thread.getByRole('button', { name: /^Your comment/ }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
    await thread.getByRole('combobox', { name: 'Your comment' }).fill('Those idle for more than ten minutes.');
    await thread.getByRole('button', { name: 'Save' }).click();
    await thread.getByText('more than ten').waitFor();
    await thread.getByRole('button', { name: /^Your comment/ }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await thread.getByRole('button', { name: 'Remove', exact: true }).click();
    await thread.getByText('Removed by its author.').waitFor();
  });

  it('suggests another text, and accepts it into the text', async () => {
    await select(bo.page, 'A third');
    await bo.page.getByRole('button', { name: 'Suggest' }).first().click();
    await panel(bo.page).getByLabel('Instead').fill('34 %');
    await panel(bo.page).getByRole('button', { name: 'Suggest', exact: true }).click();
    const thread = panel(ada.page).locator('.thread', { hasText: 'Bo Berg suggests' });
    await thread.locator('ins', { hasText: '34' }).waitFor();
    await thread.getByRole('button', { name: 'Accept' }).click();
    await expect.poll(() => markdownOf(ada.page, number)).toContain('34 % of all checkouts failed.');
    await expect.poll(() => bo.page.locator('.cm-line', { hasText: '34 % of all' }).count()).toBe(1);
  });

  it('resolves with a way back, and keeps the words of a text that is gone', async () => {
    const { page } = ada;
    await panel(page).locator('.thread', { hasText: 'Which ones?' }).getByRole('button', { name: 'Resolve' }).click();
    await panel(page).getByText('Everything is settled.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await panel(page).getByText('Which ones?').waitFor();
    await writeOver(page, text.replace('# Checkout met closed connections\n\n', ''));
    await panel(page).getByRole('heading', { name: 'No longer in the text' }).waitFor();
    await panel(page).getByText('closed connections').first().waitFor();
    await saved(page);
  });

  it('says what it lacks, and adds the section', async () => {
    const { page } = ada;
    await panel(page).getByRole('button', { name: 'Completeness' }).click();
    await panel(page).getByRole('button', { name: /^Actions.*add a section/ }).click();
    await expect.poll(() => markdownOf(page, number)).toContain('## Action items');
    await page.keyboard.type('Close idle connections after five minutes, by Bo Berg until Friday; an alert shows whether it holds.');
    await saved(page);
    await panel(page).locator('li.answered', { hasText: 'Actions' }).waitFor({ timeout: 30_000 });
  });

  it.each(['light', 'dark'] as const)('is accessible with the panel open: %s', async (colorScheme) => {
    const { page } = ada;
    await page.emulateMedia({ colorScheme });
    for (const part of ['Comments', 'Completeness']) {
      await panel(page).getByRole('button', { name: part }).click();
      await page.waitForTimeout(400);
      expect(await findings(page)).toEqual([]);
      expect(await excess(page)).toBe(0);
    }
  });

  it('refuses to publish what lacks something, and leads there', async () => {
    const { page } = ada;
    await page.goto(`/incidents/${number}/postmortem`);
    await page.getByRole('button', { name: 'Publish…' }).click();
    const dialog = page.getByRole('dialog', { name: 'It cannot be published yet' });
    await dialog.getByRole('button', { name: /^Factors/ }).waitFor();
    expect(await findings(page)).toEqual([]);
    await dialog.getByRole('button', { name: /^Factors/ }).click();
    await textOf(page).waitFor();
    await expect.poll(() => markdownOf(page, number), { timeout: 20_000 }).toContain('## Contributing factors');
  });

  it('asks for a review, and takes a verdict that counts until the text changes', async () => {
    const { page } = ada;
    await page.goto(`/incidents/${number}/postmortem`);
    await page.getByRole('button', { name: /^Review/ }).click();
    await page.getByRole('combobox', { name: 'Ask for a review' }).fill('Bo');
    await page.getByRole('option', { name: 'Bo Berg' }).click();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('0 of 1 approved').waitFor();
    await bo.page.goto(`/incidents/${number}/postmortem`);
    await bo.page.getByRole('button', { name: /^Review/ }).click();
    await bo.page.getByRole('button', { name: 'Approve…' }).click();
    await bo.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText('1 of 1 approved').waitFor();
    await page.evaluate(async (address) => {
      const answer = await fetch(address);
      const { markdown } = (await answer.json()) as { markdown: string };
      await fetch(address, { method: 'PATCH', headers: { 'Content-Type': 'application/json', 'If-Match': answer.headers.get('ETag')! }, body: JSON.stringify({ markdown: `${markdown}\nOne more line.\n` }) });
    }, `/api/v1/incidents/${number}/postmortem`);
    await page.getByText('The text changed since').waitFor();
  });

  it('sets, moves and calls off the meeting', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: /^Meeting/ }).click();
    await page.getByRole('button', { name: 'Set a meeting…' }).click();
    await page.getByRole('textbox', { name: /^Place/ }).fill('Room 5');
    await page.getByRole('button', { name: 'Set the meeting' }).click();
    await page.getByText('Room 5').first().waitFor();
    expect(await (await page.request.get(`/api/v1/incidents/${number}/postmortem/meeting.ics`)).text()).toContain('BEGIN:VEVENT');
    expect(await findings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Call off' }).click();
    await page.getByText('The meeting was called off.').waitFor();
  });

  it('asks for a postmortem by hand, moves its date, waives it, and lists it', async () => {
    const { page } = ada;
    await page.goto(`/incidents/${number}`);
    await page.getByRole('button', { name: 'Ask for a postmortem…' }).click();
    await page.getByLabel('Why').fill('We want to know');
    await page.getByRole('button', { name: 'Ask for it' }).click();
    await page.getByText('We want to know').first().waitFor();
    await page.getByRole('button', { name: 'Owner and date…' }).click();
    await page.getByRole('dialog').getByLabel(/^Due/).fill('2020-01-02T10:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/days overdue/).first().waitFor();
    await page.goto('/due?tab=overdue');
    await page.getByRole('link', { name: /Checkout/ }).first().waitFor();
    await page.goto(`/incidents/${number}`);
    await page.getByRole('button', { name: 'Waive…' }).click();
    await page.getByRole('button', { name: 'Waive it' }).click();
    await page.getByText('Say why').waitFor();
    await page.getByLabel('Reason').fill('Told elsewhere');
    await page.getByRole('button', { name: 'Waive it' }).click();
    await page.getByText('Waived').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByText(/days overdue/).first().waitFor();
  });

  it('records whom it touched, as far as it is known', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Customers affected: Not known' }).click();
    await page.getByRole('menuitemradio', { name: 'Yes' }).click();
    await page.getByRole('button', { name: 'Customers affected: Yes' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('button', { name: 'Customers affected: Not known' }).waitFor();
  });

  it('lets administrators change the rules and the requirements, with a way back', async () => {
    const { page } = ada;
    await page.goto('/settings/postmortems');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('Give the rule a name.').waitFor();
    await page.getByLabel('Name').fill('It was loud');
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('Set at least one condition').waitFor();
    await page.getByRole('checkbox', { name: 'Data was lost' }).check();
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('The rules are changed').waitFor();
    expect((await call<{ items: { id: string }[] }>(page, 'GET', '/duty-rules')).items.map(({ id }) => id)).toContain('it_was_loud');
    await page.getByRole('group', { name: 'SEV4' }).getByLabel('Impact').check();
    await page.getByRole('button', { name: 'Save the requirements' }).click();
    await page.getByText('The requirements are changed').waitFor();
    expect((await call<Record<string, { aspects: string[] }>>(page, 'GET', '/publication-requirements'))['sev4']!.aspects).toContain('impact');
  });

  it('keeps which kinds are mailed', async () => {
    const { page } = bo;
    await page.goto('/settings');
    const choice = page.getByLabel('Mail: A postmortem was published');
    const before = await choice.isChecked();
    await choice.setChecked(!before);
    await expect.poll(async () => (await call<{ kinds: { id: string; mail: boolean }[] }>(page, 'GET', '/notices/settings')).kinds.find(({ id }) => id === 'postmortem.published')!.mail).toBe(!before);
  });

  // THREADS says how many; a letter must be drawn within a fifth of a second whatever their number.
  const many = Number(process.env['THREADS'] ?? 1500);
  it(`stays quick with ${many} threads`, async () => {
    const { page } = ada;
    const crowded = (await call<{ number: number }>(page, 'POST', '/incidents', { title: 'Much is said' })).number;
    const { edition, markdown } = await call<{ edition: number; markdown: string }>(page, 'POST', `/incidents/${crowded}/postmortem`, {});
    await page.evaluate(
      async ([address, at, length, count]) => {
        const send = (from: number) => fetch(address as string, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ edition: at, from: (from * 37) % (length as number), until: ((from * 37) % (length as number)) + 5, text: `Comment ${from}` }) });
        for (let from = 0; from < (count as number); from += 50) await Promise.all(Array.from({ length: 50 }, (_, each) => send(from + each)));
      },
      [`/api/v1/incidents/${crowded}/postmortem/threads`, edition, markdown.length - 5, many] as const,
    );
    await page.goto(`/incidents/${crowded}/postmortem/edit`);
    await textOf(page).waitFor();
    await page.getByRole('button', { name: new RegExp(`^Comments\\s*${many}$`) }).click();
    await panel(page).getByRole('button', { name: `${(many - 40).toLocaleString('en')} threads after` }).waitFor();
    expect(await panel(page).locator('.thread').count()).toBe(40);
    await textOf(page).press('Control+Home');
    const took = await page.evaluate(async () => {
      const begun = performance.now();
      for (const letter of 'quick') {
        document.execCommand('insertText', false, letter);
        await new Promise((drawn) => requestAnimationFrame(drawn));
      }
      return performance.now() - begun;
    });
    expect(took).toBeLessThan(1000);
  });

  it('runs without a script error, a policy violation or a request to another host', () => {
    expect([...ada.complaints, ...bo.complaints]).toEqual([]);
  });
});
