// SPDX-License-Identifier: Apache-2.0
// The address bar as state. Links are ordinary <a href>; start() turns clicks on them into navigation without reload.
import { tick } from 'svelte';
import { match } from './routes';

class Router {
  #url = $state.raw(new URL(location.href));

  readonly route = $derived(match(this.#url.pathname));
  readonly path = $derived(this.#url.pathname);
  readonly query = $derived(new URLSearchParams(this.#url.search));
  readonly hash = $derived(this.#url.hash);

  /** Goes to an address of this site. `replace` keeps the way back short, as while typing into a filter. */
  go(address: string, options: { replace?: boolean } = {}): void {
    const url = new URL(address, location.origin);
    const samePath = url.pathname === this.#url.pathname;
    if (options.replace) history.replaceState(history.state, '', url);
    else {
      history.replaceState({ ...history.state, scroll: scrollY }, '');
      history.pushState({}, '', url);
    }
    this.#url = url;
    if (!options.replace && !(samePath && url.hash)) void tick().then(() => scrollTo({ top: 0, behavior: 'instant' }));
    if (url.hash) void tick().then(() => document.getElementById(decodeURIComponent(url.hash.slice(1)))?.scrollIntoView());
  }

  start(): () => void {
    history.scrollRestoration = 'manual';
    const back = () => {
      this.#url = new URL(location.href);
      restore(Number((history.state as { scroll?: number } | null)?.scroll ?? 0), 12);
    };
    const click = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
      if (!link || !isPlain(event) || !isInner(link)) return;
      event.preventDefault();
      this.go(link.href, { replace: link.dataset['replace'] !== undefined || !!link.closest('[data-replace]') });
    };
    addEventListener('popstate', back);
    document.addEventListener('click', click);
    return () => {
      removeEventListener('popstate', back);
      document.removeEventListener('click', click);
    };
  }
}

const isPlain = (event: MouseEvent) => event.button === 0 && !event.defaultPrevented && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

/** Whether this page answers the link itself, rather than the browser. */
function isInner(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && !link.target && link.dataset['native'] === undefined && !link.hasAttribute('download') && !/^\/(api|hooks|metrics|livez|readyz)(\/|$)/.test(link.pathname);
}

/** Scrolls to where the page was; its content may still be arriving, hence the tries. */
function restore(top: number, tries: number): void {
  requestAnimationFrame(() => {
    scrollTo({ top, behavior: 'instant' });
    if (tries > 0 && Math.abs(scrollY - top) > 2) setTimeout(() => restore(top, tries - 1), 40);
  });
}

export const router = new Router();
