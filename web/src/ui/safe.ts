// SPDX-License-Identifier: Apache-2.0
const tags = new Set(
  'A ABBR B BLOCKQUOTE BR CAPTION CITE CODE COL COLGROUP DD DEL DETAILS DIV DL DT EM FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HR I IMG INPUT INS KBD LI MARK OL P PRE Q S SAMP SECTION SMALL SPAN STRONG SUB SUMMARY SUP TABLE TBODY TD TFOOT TH THEAD TIME TR TT U UL VAR'.split(' '),
);
const attributes = new Set('align alt checked cite class colspan datetime disabled height href id lang open rowspan scope span src start title type value width'.split(' '));
/** Elements whose content is dropped with them; of other unknown elements the text stays. */
const swallowed = new Set('APPLET BASE BUTTON EMBED FORM FRAME FRAMESET IFRAME LINK MATH META NOSCRIPT OBJECT OPTION SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA TITLE VIDEO AUDIO'.split(' '));

interface Policy {
  createHTML(html: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (html: string) => string }): Policy;
}

// Parsing is what needs trust: the parsed document is inert, runs no script and loads nothing.
const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy = factory?.createPolicy('debrief-inert-document', { createHTML: (html) => html });

/** The allowed part of some HTML, ready to be put into the page. */
export function safeFragment(html: string): DocumentFragment {
  const parsed = new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');
  const fragment = document.createDocumentFragment();
  copyChildren(parsed.body, fragment, 0);
  return fragment;
}

function copyChildren(from: Node, to: Node, depth: number): void {
  if (depth > 200) return;
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.appendChild(document.createTextNode(child.nodeValue ?? ''));
    else if (child instanceof Element || child.nodeType === Node.ELEMENT_NODE) copyElement(child as Element, to, depth);
  }
}

function copyElement(from: Element, to: Node, depth: number): void {
  const tag = from.tagName.toUpperCase();
  if (swallowed.has(tag)) return;
  if (!tags.has(tag)) return copyChildren(from, to, depth + 1);
  if (tag === 'INPUT' && from.getAttribute('type') !== 'checkbox') return;
  // An empty head of a column says nothing to a screen reader; as an ordinary cell it is passed over.
  const element = document.createElement(tag === 'TH' && !from.textContent?.trim() ? 'TD' : tag);
  for (const { name, value } of from.attributes) if (isAllowed(tag, name, value)) element.setAttribute(name, value);
  if (tag === 'INPUT') element.setAttribute('disabled', '');
  // What may scroll sideways must be reachable by keyboard.
  if (tag === 'PRE' || tag === 'TABLE') element.tabIndex = 0;
  if (tag === 'A') secureLink(element as HTMLAnchorElement);
  copyChildren(from, element, depth + 1);
  to.appendChild(element);
}

function isAllowed(tag: string, name: string, value: string): boolean {
  if (/^data-[a-z-]+$/.test(name)) return true;
  if (!attributes.has(name)) return false;
  if (name === 'href') return isSafeAddress(value);
  if (name === 'src') return tag === 'IMG' && (/^data:image\/(png|jpeg|gif|webp);/i.test(value) || isOwn(value));
  return true;
}

/** Links may lead to the web, to mail, and within this site. */
export function isSafeAddress(value: string): boolean {
  const plain = value.replace(/[\u0000-\u0020\u007f-\u009f]/g, '').toLowerCase();
  if (/^[a-z][a-z0-9+.-]*:/.test(plain)) return /^(https?|mailto):/.test(plain);
  return !/^[/\\]{2}/.test(plain);
}

const isOwn = (value: string) => /^\/(?![/\\])/.test(value);

function secureLink(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href');
  if (!href || !/^https?:/i.test(href.trim())) return;
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
}
