// SPDX-License-Identifier: Apache-2.0
import createClient from 'openapi-fetch';
import { ApiProblem, toProblem } from './problem';
import type { paths } from './schema';
import { rememberTag } from './tags';

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

let signedOut: () => void = () => undefined;

/** Called when the server says that nobody is signed in any more. */
export function onSignedOut(run: () => void): void {
  signedOut = run;
}

api.use({
  onResponse({ response, schemaPath }) {
    rememberTag(response);
    if (response.status === 401 && !schemaPath.startsWith('/api/v1/sessions')) signedOut();
  },
});

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

type Problematic = Partial<ApiProblem> & { status?: number };

/** The data of an answer; throws ApiProblem for everything else. */
export async function take<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch (cause) {
    throw toProblem(cause);
  }
  if (!answer.response.ok) {
    const told = answer.error && typeof answer.error === 'object' ? (answer.error as Problematic) : {};
    throw new ApiProblem({ ...told, status: answer.response.status });
  }
  return answer.data as T;
}

/** A fresh key for `Idempotency-Key`. (`crypto.randomUUID` exists on secure origins only.) */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The header that makes repeating a POST harmless. */
export function once(key: string = freshKey()): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key };
}

/** Sends what was put together before, such as what a browser kept while there was no server. */
export async function send(request: { method: string; path: string; body: unknown }, key: string, signal?: AbortSignal): Promise<unknown> {
  const asked = async (): Promise<Answer<unknown>> => {
    const response = await fetch(`/api/v1${request.path}`, { method: request.method, credentials: 'same-origin', headers: { 'Content-Type': 'application/json', ...once(key) }, body: JSON.stringify(request.body), signal: signal ?? null });
    if (response.status === 401) signedOut();
    const document: unknown = await response.json().catch(() => null);
    return response.ok ? { data: document, response } : { error: document, response };
  };
  return take(asked());
}
