// SPDX-License-Identifier: Apache-2.0
import type { Page } from 'playwright-core';

export interface Opening {
  /** Milliseconds from the arrival of the text until it stands on the screen. */
  shown: number;
  /** Until a letter typed at once stands on the screen too. */
  answered: number;
  /** The longest time in the two seconds afterwards in which the page answered nothing. */
  longest: number;
}

/** Measures the next opening of an editor, inside of the page. */
export async function watchOpening(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const record = { arrived: 0, shown: 0, answered: 0, longest: 0 };
    (window as unknown as { opening: typeof record }).opening = record;
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) if (record.answered && task.startTime > record.answered) record.longest = Math.max(record.longest, task.duration);
    }).observe({ type: 'longtask', buffered: true });
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(address: string | URL) {
        super(address);
        this.addEventListener('message', (event) => {
          if (!record.arrived && String(event.data).slice(0, 60).includes('"snapshot"')) {
            record.arrived = performance.now();
            requestAnimationFrame(look);
          }
        });
      }
    };
    const look = (): void => {
      const text = document.querySelector<HTMLElement>('.cm-content');
      if (!text?.querySelector('.cm-line')) return void requestAnimationFrame(look);
      painted(() => {
        record.shown = performance.now();
        text.focus();
        document.execCommand('insertText', false, 'x');
        painted(() => (record.answered = performance.now()));
      });
    };
    // After the next frame has been drawn.
    const painted = (run: () => void): void => void requestAnimationFrame(() => setTimeout(run));
  });
}

export async function opened(page: Page): Promise<Opening> {
  await page.waitForFunction(() => (window as unknown as { opening: { answered: number } }).opening.answered > 0);
  await page.waitForTimeout(2000);
  const { arrived, shown, answered, longest } = await page.evaluate(() => (window as unknown as { opening: Record<string, number> }).opening);
  return { shown: shown! - arrived!, answered: answered! - arrived!, longest: longest! };
}

/** A postmortem of about 200 KB that cites a thousand entries. */
export function largePostmortem(entries: readonly string[]): string {
  const parts: string[] = [];
  for (let at = 0; parts.join('').length < 200_000 && at < 2000; at += 1) {
    if (at % 12 === 0) parts.push(`\n## Part ${at / 12 + 1}\n\n`);
    const entry = entries[at % entries.length];
    parts.push(at % 5 === 0 ? `| 14:${String(at % 60).padStart(2, '0')} | The pool of **connections** was exhausted [T${(at % entries.length) + 1}](#entry-${entry}) | \`checkout\` |\n` : `- The proxy closed idle connections after 30 s while the pool kept them for longer, so that every third request met a closed one [T${(at % entries.length) + 1}](#entry-${entry}).\n`);
  }
  return parts.join('');
}
