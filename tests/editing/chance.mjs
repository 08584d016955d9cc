// SPDX-License-Identifier: Apache-2.0
// Random numbers that begin with a seed (mulberry32).
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0
  }

  /** From 0 to 1, without 1. */
  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }

  below(n) {
    return Math.floor(this.next() * n)
  }

  between(low, high) {
    return low + this.below(high - low + 1)
  }

  happens(share) {
    return this.next() < share
  }

  pick(list) {
    return list[this.below(list.length)]
  }
}
