// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';

/** Enters a server that was started with --demo. */
export async function enterDemo(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Enter the demonstration' }).click();
  await page.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
}

/** The number of the incident that runs in the demonstration: the one that everything else belongs to. */
export async function runningIncident(page: Page): Promise<number> {
  const listed = await call<{ items: { number: number; title: string }[] }>(page, 'GET', '/incidents?kind=normal&phase=open');
  const found = listed.items.find((incident) => incident.title.startsWith('Checkout answers 503'));
  if (!found) throw new Error('The demonstration has no incident "Checkout answers 503…"');
  return found.number;
}

/** Of everybody who is invited. */
export const password = 'correct horse battery';

/** Makes an account from a page that may, and signs its owner, "Bo Berg" as bo@example.org, in on a page of their own. */
export async function invite(host: Page, guest: Page, name: string, role: 'responder' | 'editor'): Promise<void> {
  const email = `${name.split(' ')[0]!.toLowerCase()}@example.org`;
  await call(host, 'POST', '/users', { name, email, password, role });
  await guest.goto('/');
  await guest.getByLabel('Email').fill(email);
  await guest.getByLabel('Password').fill(password);
  await guest.getByRole('button', { name: 'Sign in' }).click();
  await guest.getByRole('heading', { name: 'Incidents', exact: true }).waitFor();
}

/** Calls the API as the person who is signed in on the page. */
export function call<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([verb, address, text]) => {
      const answer = await fetch(`/api/v1${address}`, { method: verb!, headers: text ? { 'Content-Type': 'application/json' } : {}, ...(text ? { body: text } : {}) });
      if (!answer.ok) throw new Error(`${verb} ${address}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
    [method, path, body ? JSON.stringify(body) : ''],
  );
}
