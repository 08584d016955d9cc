// SPDX-License-Identifier: Apache-2.0
// Markdown as CodeMirror sees it: tables, task lists and strikethrough included, other languages left out.
import { defineLanguageFacet, Language, languageDataProp, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { tagHighlighter, tags } from '@lezer/highlight';
import { GFM, parser } from '@lezer/markdown';

const data = defineLanguageFacet({ commentTokens: { block: { open: '<!--', close: '-->' } } });
const language = new Language(data, parser.configure([GFM, { props: [languageDataProp.add({ Document: data })] }]), [], 'markdown');

/** Classes whose colours editor.css takes from the tokens. */
const classes = tagHighlighter([
  { tag: tags.heading1, class: 'md-heading md-heading1' },
  { tag: tags.heading2, class: 'md-heading md-heading2' },
  { tag: tags.heading, class: 'md-heading' },
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.emphasis, class: 'md-emphasis' },
  { tag: tags.strikethrough, class: 'md-strike' },
  { tag: tags.monospace, class: 'md-code' },
  { tag: tags.link, class: 'md-link' },
  { tag: tags.url, class: 'md-url' },
  { tag: tags.quote, class: 'md-quote' },
  { tag: [tags.processingInstruction, tags.contentSeparator], class: 'md-mark' },
  { tag: [tags.comment, tags.labelName, tags.escape, tags.character], class: 'md-quiet' },
]);

export const markdownLanguage: Extension = [language, syntaxHighlighting(classes)];
