// SPDX-License-Identifier: Apache-2.0
import { createSubscriber } from 'svelte/reactivity';

/** The present, to the second: what reads `now` is updated while it is shown, and no timer runs when nothing is. */
class Clock {
  readonly #subscribe: () => void;

  constructor(period: number) {
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, period);
      return () => clearInterval(timer);
    });
  }

  get now(): Date {
    this.#subscribe();
    return new Date();
  }
}

export const everySecond = new Clock(1000);
export const everyMinute = new Clock(20_000);
