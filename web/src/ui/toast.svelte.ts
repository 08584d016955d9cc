// SPDX-License-Identifier: Apache-2.0
import { toProblem } from '$api/problem';

export interface Toast {
  id: number;
  tone: 'plain' | 'good' | 'bad';
  title: string;
  detail?: string;
  action?: { text: string; run: () => void };
}

class Toasts {
  list = $state<Toast[]>([]);
  #last = 0;

  show(toast: Omit<Toast, 'id'>): number {
    const id = ++this.#last;
    this.list = [...this.list.slice(-3), { ...toast, id }];
    return id;
  }

  /** Says what was done, and offers to take it back. */
  done(title: string, undo?: () => void): void {
    this.show({ tone: 'good', title, ...(undo ? { action: { text: 'Undo', run: undo } } : {}) });
  }

  /** Shows a failure with what the server says about it, and how to repeat where that can help. */
  fail(what: string, cause: unknown, retry?: () => void): void {
    const problem = toProblem(cause);
    const detail = [problem.detail || problem.title, problem.help].filter(Boolean).join(' ');
    this.show({ tone: 'bad', title: what, detail, ...(retry ? { action: { text: 'Try again', run: retry } } : {}) });
  }

  dismiss(id: number): void {
    this.list = this.list.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
