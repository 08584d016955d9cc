// SPDX-License-Identifier: Apache-2.0
#include "features/status/public_style.hpp"

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "features/status/public_page.hpp"

namespace debrief::features::status {

// The colours are those of web/src/ui/tokens.css.
std::string_view public_style() {
  return R"css(
:root{color-scheme:light dark;--bg:#f8f7f4;--surface:#fff;--sunken:#f1efea;--line:#e5e2db;--control:#8b877d;--text:#1d1c1a;--text2:#4f4c46;--text3:#67635b;--accent:#0b5a6e;--on:#fff;--good:#1f6540;--goods:#2f8a5b;--goodsoft:#e4f3ea;--info:#1f4f93;--infos:#3f77c0;--infosoft:#e6eef9;--warn:#664800;--warns:#c08a0c;--warnsoft:#faf0d2;--part:#8a3400;--parts:#d15a12;--partsoft:#fdeadd;--major:#99101f;--majors:#c01c34;--majorsoft:#fde6e8;--none:#cfcbc2}
@media (prefers-color-scheme:dark){:root{--bg:#111316;--surface:#191c20;--sunken:#0d0f11;--line:#2b3036;--control:#707882;--text:#ecebe6;--text2:#bdc0c4;--text3:#989da4;--accent:#6cc7da;--on:#04222b;--good:#7fd3a0;--goods:#4fae7b;--goodsoft:#15301f;--info:#97bff5;--infos:#6fa3e6;--infosoft:#182b45;--warn:#f0cd7a;--warns:#dcae3e;--warnsoft:#352b12;--part:#ffb386;--parts:#f08a4b;--partsoft:#402213;--major:#ffa3ac;--majors:#ef5c6d;--majorsoft:#45181e;--none:#3d444c}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:1rem/1.55 Inter,system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
a:focus-visible,input:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-99em}.skip:focus{left:1rem;top:1rem;background:var(--surface);padding:.5rem}
header,main,footer{max-width:52rem;margin:0 auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;justify-content:space-between;padding-top:1.5rem}
.name{font-size:1.125rem;font-weight:700;margin:0}.name a{color:inherit;text-decoration:none}
nav ul,footer ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0;font-size:.875rem}
nav a,footer a{display:inline-block;padding:.25rem 0}
h1{font-size:1.5rem;line-height:1.25;margin:1.5rem 0 .5rem;text-wrap:balance}
h1.now{display:flex;gap:.75rem;align-items:center;padding:1.1rem 1.25rem;border-radius:12px;border:1px solid var(--line);border-left:.4rem solid var(--none)}
h2{font-size:1.125rem;margin:2.25rem 0 .75rem}h3{font-size:1rem;margin:0}
.ok{background:var(--goodsoft);color:var(--good)}.maintenance{background:var(--infosoft);color:var(--info)}.degraded{background:var(--warnsoft);color:var(--warn)}.partial_outage{background:var(--partsoft);color:var(--part)}.major_outage{background:var(--majorsoft);color:var(--major)}
h1.ok{border-left-color:var(--goods)}h1.maintenance{border-left-color:var(--infos)}h1.degraded{border-left-color:var(--warns)}h1.partial_outage{border-left-color:var(--parts)}h1.major_outage{border-left-color:var(--majors)}
.muted{color:var(--text3);font-size:.875rem}
.badge{display:inline-block;padding:.05rem .6rem;border-radius:99px;font-size:.8125rem;font-weight:600;white-space:nowrap}
.card{background:var(--surface);border:1px solid var(--line);border-radius:12px;padding:1rem 1.25rem;margin:0 0 1rem}
.card>h2,.card>h3{margin:0}.card .meta{margin:.25rem 0 .5rem}
.parts{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;margin:.5rem 0;padding:0}
ol.posts{list-style:none;margin:.75rem 0 0;padding:0}
ol.posts>li{padding:.6rem 0 .1rem;border-top:1px solid var(--line)}
ol.posts p{margin:.25rem 0 .5rem}
.components{list-style:none;margin-top:0}
.components>li{padding:.75rem 0;border-top:1px solid var(--line)}.components>li:first-child{border-top:0;padding-top:0}
.row{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;align-items:baseline}
.row p{margin:0}.about{margin:.1rem 0 0}
.scale{display:flex;justify-content:space-between;gap:.4rem;font-size:.8125rem;color:var(--text3)}.scale span{white-space:nowrap}
svg.bar{display:block;width:100%;height:1.75rem;margin:.5rem 0 .2rem}
.b0{stroke:var(--goods)}.b1{stroke:var(--infos)}.b2{stroke:var(--warns)}.b3{stroke:var(--parts)}.b4{stroke:var(--majors)}.bn{stroke:var(--none)}
svg path{stroke-width:.68;fill:none}
details{font-size:.875rem}summary{cursor:pointer;color:var(--text2);padding:.2rem 0}details ul{margin:.25rem 0;padding-left:1.25rem}
form{display:grid;gap:.75rem;max-width:30rem}label,legend{font-weight:600;font-size:.875rem}fieldset{border:0;margin:0;padding:0}
.ways{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr))}
input[type=email],input[type=url]{display:block;width:100%;min-height:2.75rem;padding:.4rem .75rem;margin-top:.25rem;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--control);border-radius:8px}
.check{display:flex;gap:.6rem;align-items:center;font-weight:400;min-height:2rem}input[type=checkbox]{width:1.15rem;height:1.15rem;accent-color:var(--accent)}
button{justify-self:start;min-height:2.75rem;padding:.4rem 1.1rem;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:8px;cursor:pointer}
button.quiet{color:var(--text);background:var(--sunken);border:1px solid var(--control)}
footer{margin-top:3rem;padding-top:1rem;padding-bottom:2rem;border-top:1px solid var(--line);color:var(--text3);font-size:.875rem}
code{overflow-wrap:anywhere}
@media (max-width:24rem){.scale{font-size:.6875rem}}
@media print{body{background:#fff;color:#000}nav,#subscribe,.skip,footer ul{display:none}.card{break-inside:avoid}svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}details>*{display:block}}
)css";
}

const std::string& style_source() {
  static const std::string source = [] {
    const Digest digest = sha256(public_style());
    return "'sha256-" + to_base64(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size())) + "'";
  }();
  return source;
}

}  // namespace debrief::features::status
