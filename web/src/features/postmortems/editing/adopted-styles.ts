// SPDX-License-Identifier: Apache-2.0
// CodeMirror writes its own rules into a <style> element, which the content security policy forbids. A constructed sheet is
// no inline style: the same rules, adopted by the document. Must run before the first editor is made.
import { StyleModule } from 'style-mod';

let sheet: CSSStyleSheet | null = null;
const mounted: StyleModule[] = [];

StyleModule.mount = (root, modules) => {
  const fresh = (Array.isArray(modules) ? modules : [modules]).filter((module) => !mounted.includes(module));
  if (!fresh.length) return;
  mounted.push(...fresh);
  sheet ??= new CSSStyleSheet();
  sheet.replaceSync(mounted.map((module) => module.getRules()).join('\n'));
  const home = root as DocumentOrShadowRoot;
  if (!home.adoptedStyleSheets.includes(sheet)) home.adoptedStyleSheets = [sheet, ...home.adoptedStyleSheets];
};
