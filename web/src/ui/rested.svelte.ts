// SPDX-License-Identifier: Apache-2.0
/** The value that `read` had when it last stayed the same for `wait` milliseconds. Call it while a component starts. */
export function rested<T>(read: () => T, wait: number): { readonly value: T } {
  let value = $state.raw(read());
  $effect(() => {
    const next = read();
    const timer = setTimeout(() => (value = next), wait);
    return () => clearTimeout(timer);
  });
  return {
    get value() {
      return value;
    },
  };
}
