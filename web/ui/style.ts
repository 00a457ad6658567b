/** The style sheet of all customer pages, light and dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1b1d22; --soft: #5c6370; --line: #e4e6ea; --paper: #ffffff; --ground: #f4f5f7;
  --accent: #2456d6; --good: #16794c; --bad: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #eceef2; --soft: #a3abb8; --line: #30343c; --paper: #1b1e24; --ground: #121418;
    --accent: #8fb0ff; --good: #6fd3a2; --bad: #ff9d94;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { display: flex; justify-content: space-between; gap: 1rem; color: var(--soft); margin-bottom: 1rem; }
header strong { color: var(--ink); }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1rem; margin: 0 0 .75rem; }
p { margin: .25rem 0; }
section {
  background: var(--paper); border: 1px solid var(--line); border-radius: 12px;
  padding: 1.25rem; margin-bottom: 1rem;
}
.edd { font-size: 1.15rem; }
.edd b { font-weight: 600; }
.soft { color: var(--soft); }
.bad { color: var(--bad); }
.steps { display: grid; grid-template-columns: repeat(4, 1fr); gap: .4rem; margin: 1.25rem 0 .25rem; padding: 0; list-style: none; }
.steps li { border-top: 4px solid var(--line); padding-top: .4rem; font-size: .8rem; color: var(--soft); }
.steps li.done { border-color: var(--accent); color: var(--ink); }
.steps.over li.done { border-color: var(--good); }
.number { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem; margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--line); }
code { font: .95rem ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; }
a { color: var(--accent); }
ol.scans { list-style: none; margin: 1rem 0 0; padding: 0; }
ol.scans p { margin: 0; }
ol.scans li { position: relative; padding: 0 0 1rem 1.4rem; border-left: 2px solid var(--line); margin-left: .35rem; }
ol.scans li:last-child { border-color: transparent; padding-bottom: 0; }
ol.scans li::before {
  content: ""; position: absolute; left: -6px; top: .45rem; width: 10px; height: 10px;
  border-radius: 50%; background: var(--line);
}
ol.scans li:first-child::before { background: var(--accent); }
ol.scans.over li:first-child::before { background: var(--good); }
ol.scans li > p:first-child { margin-top: 0; }
.timeline li.next { color: var(--soft); }
ol.scans.timeline li.next::before { width: 6px; height: 6px; background: var(--paper); border: 2px solid var(--line); }
ol.scans.timeline li.next + li:not(.next)::before { background: var(--accent); }
.button {
  display: inline-block; margin: .75rem .5rem .25rem 0; padding: .6rem 1.1rem; border-radius: 8px;
  background: var(--accent); color: var(--paper); font-weight: 600; text-decoration: none;
}
button.button { border: 0; font: inherit; font-weight: 600; cursor: pointer; }
.button.second { background: none; color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.sum { display: flex; justify-content: space-between; gap: 1rem; font-weight: 600; font-size: 1.15rem; }
.sum .soft { font-weight: 400; font-size: 1rem; }
.sum + p { margin-bottom: .75rem; }
fieldset { border: 0; margin: 1.25rem 0; padding: 0; }
legend { font-weight: 600; padding: 0; }
.choice { display: flex; align-items: center; gap: .6rem; padding: .45rem 0; }
.choice input { width: 1.2rem; height: 1.2rem; accent-color: var(--accent); }
.items { margin: 0; padding: 0; list-style: none; }
.items li { display: flex; justify-content: space-between; gap: 1rem; padding: .35rem 0; }
.items li > span:last-child { white-space: nowrap; }
`;
