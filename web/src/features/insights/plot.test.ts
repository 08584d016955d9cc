// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { durationScale, timeScale } from './plot';

const frame = { width: 800, height: 240, left: 60, right: 10, top: 10, bottom: 30 };

describe('durations', () => {
  it('grow by their logarithm, from a round step to another', () => {
    const { of, ticks } = durationScale([400, 90_000], frame);
    expect(ticks[0]).toEqual({ at: 210, text: '5 min' });
    expect(ticks.at(-1)!.text).toBe('3 d');
    expect(of(400)).toBeGreaterThan(of(800));
    expect(of(600) - of(1200)).toBeCloseTo(of(3600) - of(7200));
  });
  it('are drawn for one value, and for nothing at all', () => {
    expect(durationScale([0], frame).of(0)).toBe(210);
    expect(durationScale([60], frame).ticks.length).toBeGreaterThan(1);
  });
  it('take few ticks where there is little room', () => {
    expect(durationScale([1, 5e8], { ...frame, height: 120 }).ticks.length).toBeLessThan(7);
  });
});

describe('times', () => {
  const at = (text: string) => Date.parse(text);
  it('have ticks at round days or months', () => {
    expect(timeScale(at('2026-11-01'), at('2026-11-30'), frame).ticks.map((tick) => tick.text)).toContain('8 Nov');
    expect(timeScale(at('2026-01-15'), at('2026-11-30'), frame).ticks.map((tick) => tick.text)).toContain('Jul 26');
    expect(timeScale(at('2012-03-15'), at('2026-11-30'), frame).ticks.map((tick) => tick.text)).toContain('2020');
  });
  it('lie within the frame', () => {
    const { of, ticks } = timeScale(at('2026-01-15'), at('2026-11-30'), frame);
    expect(of(at('2026-01-15'))).toBe(60);
    expect(of(at('2026-11-30'))).toBe(790);
    for (const tick of ticks) expect(tick.at >= 60 && tick.at <= 790).toBe(true);
  });
});
