// SPDX-License-Identifier: Apache-2.0
// Places in a chart of durations over time: time runs to the right, durations grow by their logarithm. Pure.

export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Tick {
  at: number;
  text: string;
}

const minute = 60;
const hour = 3600;
const day = 86_400;
/** What people say; between two of them lies a factor of two to four. */
const steps: [number, string][] = [
  [1, '1 s'], [5, '5 s'], [15, '15 s'], [minute, '1 min'], [5 * minute, '5 min'], [15 * minute, '15 min'], [hour, '1 h'], [4 * hour, '4 h'], [12 * hour, '12 h'],
  [day, '1 d'], [3 * day, '3 d'], [7 * day, '1 week'], [30 * day, '30 d'], [90 * day, '90 d'], [365 * day, '1 y'], [5 * 365 * day, '5 y'], [25 * 365 * day, '25 y'],
];

export interface Scale {
  of: (value: number) => number;
  ticks: Tick[];
}

/** From the step below the least of the seconds to the step above the most; a duration below a second is drawn as one. */
export function durationScale(seconds: readonly number[], frame: Frame): Scale {
  const least = Math.max(1, Math.min(...seconds));
  const most = Math.max(least, ...seconds);
  const low = [...steps].reverse().find(([step]) => step <= least) ?? steps[0]!;
  const high = steps.find(([step]) => step >= most && step > low[0]) ?? [most, ''];
  const reach = Math.log(high[0] / low[0]);
  const span = frame.height - frame.top - frame.bottom;
  const of = (value: number) => frame.height - frame.bottom - (Math.log(Math.max(1, value) / low[0]) / reach) * span;
  const between = steps.filter(([step]) => step >= low[0] && step <= high[0]);
  const every = Math.max(1, Math.ceil(between.length / Math.max(2, Math.floor(span / 26))));
  return { of, ticks: between.filter((_, index) => index % every === 0).map(([step, text]) => ({ at: of(step), text })) };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Times from `from` to `until`, milliseconds, with ticks at round days, months or years, in UTC. */
export function timeScale(from: number, until: number, frame: Frame): Scale {
  const span = Math.max(1, until - from);
  const room = frame.width - frame.left - frame.right;
  const of = (at: number) => frame.left + ((at - from) / span) * room;
  const most = Math.max(2, Math.floor(room / 70));
  const days = span / (day * 1000);
  const ticks: Tick[] = [];
  const add = (at: number, text: string) => {
    if (at >= from && at <= until) ticks.push({ at: of(at), text });
  };
  const first = new Date(from);
  if (days <= 100) {
    const step = [1, 2, 7, 14].find((wanted) => days / wanted <= most) ?? 28;
    for (let at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate()); at <= until; at += step * day * 1000) {
      const date = new Date(at);
      add(at, `${date.getUTCDate()} ${months[date.getUTCMonth()]}`);
    }
    return { of, ticks };
  }
  const step = [1, 3, 6, 12, 24, 60, 120].find((wanted) => days / 30.4 / wanted <= most) ?? 240;
  for (let index = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / step) * step; ; index += step) {
    const at = Date.UTC(Math.floor(index / 12), index % 12, 1);
    if (at > until) return { of, ticks };
    add(at, step >= 12 || index % 12 === 0 ? String(Math.floor(index / 12)) : `${months[index % 12]} ${String(Math.floor(index / 12)).slice(2)}`);
  }
}

/** The element as a file that stands alone: what the page's styles say is written into it. */
export function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const drawn = svg.querySelectorAll<SVGElement>('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, index) => {
    const style = getComputedStyle(drawn[index]!);
    for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'fill-opacity', 'font-size', 'font-family', 'text-anchor']) {
      const value = style.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
    element.removeAttribute('class');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}
