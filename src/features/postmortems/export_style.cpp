// SPDX-License-Identifier: Apache-2.0
#include "features/postmortems/export_style.hpp"

namespace debrief::features::postmortems {

std::string_view export_style() {
  return R"css(
:root { color-scheme: light dark; --ink: #1c2024; --paper: #fff; --soft: #5b636b; --line: #d8dde2; --accent: #0b57a4; --tint: #f3f6f9; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ea; --paper: #14171a; --soft: #a3abb3; --line: #343b42; --accent: #7db7f5; --tint: #1d2226; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.25rem 4rem; color: var(--ink); background: var(--paper);
  font: 1.0625rem/1.6 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
a { color: var(--accent); }
.about, nav, footer { color: var(--soft); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.25rem; margin: 1.25rem 0; font-size: .9375rem; }
.facts dt { color: var(--soft); font-weight: 400; margin: 0; }
.facts dd { margin: 0; min-width: 0; white-space: normal; }
nav h2 { font-size: 1rem; margin: 1.5rem 0 0; border: 0; color: var(--ink); }
nav ol { columns: 18rem 2; margin: .5rem 0; padding-left: 1.5rem; }
table { display: block; max-width: 100%; overflow-x: auto; border-collapse: collapse; font-size: .9375rem; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
th[align=right], td[align=right] { text-align: right; }
th[align=center], td[align=center] { text-align: center; }
th { background: var(--tint); }
blockquote { margin: 1rem 0; padding: .5rem 1rem; border-left: .25rem solid var(--accent); background: var(--tint); }
pre, code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, monospace; font-size: .9em; background: var(--tint); }
pre { padding: .75rem 1rem; overflow-x: auto; }
li.task { list-style: none; }
li.task > input:first-child { margin-left: -1.3rem; }
img { max-width: 100%; height: auto; }
figure { margin: 1rem 0; overflow-x: auto; }
dt { font-weight: 600; margin-top: .75rem; }
dd { margin: 0 0 0 1.5rem; white-space: pre-line; }
dt:target, dt:target + dd { background: var(--tint); }
a.citation { text-decoration: none; border-bottom: 1px dotted; }
@media screen {
  a.citation:hover::after, a.citation:focus-visible::after { content: attr(data-source); position: fixed; inset: auto 1rem 1rem;
    max-width: 44rem; margin: 0 auto; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper);
    color: var(--ink); font-size: .9375rem; font-weight: 400; line-height: 1.5; white-space: pre-line; box-shadow: 0 .5rem 2rem #0004; z-index: 1; }
}
@page { margin: 20mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print {
  :root { --ink: #111; --paper: #fff; --soft: #555; --line: #ccc; --accent: #0b57a4; --tint: #f3f6f9; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.45; }
  h2, h3, h4 { break-after: avoid; }
  p, li, dd { orphans: 2; widows: 2; }
  table { display: table; width: 100%; overflow: visible; }
  thead { display: table-header-group; }
  tr, img, dt { break-inside: avoid; }
  dt { break-after: avoid; }
  pre { white-space: pre-wrap; }
  a { text-decoration: none; }
}
)css";
}

}  // namespace debrief::features::postmortems
