// SPDX-License-Identifier: Apache-2.0
import type { components } from './schema';

/** What went wrong, in the server's own words (RFC 9457). Status 0: no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly help: string | undefined;
  readonly field: string | undefined;
  /** What a postmortem lacks that was to be published. */
  readonly missing: string[];

  constructor(problem: Partial<components['schemas']['Problem']> & { status: number }) {
    const title = problem.title ?? (problem.status === 0 ? 'The server cannot be reached' : `The server answered ${problem.status}`);
    super(title);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.title = title;
    this.detail = problem.detail ?? '';
    this.help = problem.help;
    this.field = problem.field;
    this.missing = problem.missing ?? [];
  }

  /** True when the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function toProblem(cause: unknown): ApiProblem {
  if (cause instanceof ApiProblem) return cause;
  if (cause instanceof TypeError || cause instanceof DOMException)
    return new ApiProblem({ status: 0, detail: 'No answer came back.', help: 'Check the connection; the request can be repeated.' });
  return new ApiProblem({ status: 0, title: 'Something went wrong on this page', detail: String(cause), help: 'Reload the page.' });
}
