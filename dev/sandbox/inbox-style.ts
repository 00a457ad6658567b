/** The inbox's style sheet: system fonts, light and dark, from the width of a phone. */
export const INBOX_STYLE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f5f2, #16181b);
  --card: light-dark(#ffffff, #1e2125);
  --line: light-dark(#e4e1da, #2e3238);
  --ink: light-dark(#22262b, #e8e6e1);
  --soft: light-dark(#62676e, #a0a5ac);
  --accent: light-dark(#0b6b62, #6fd0c3);
  --tint: light-dark(#e3f0ee, #1d3532);
  --good: light-dark(#1c6b3c, #7fd19e);
  --bad: light-dark(#a3261f, #ff9d94);
  --bad-tint: light-dark(#fbe9e7, #43211f);
  --bubble: light-dark(#ecebe7, #2b2f35);
  --gap: 16px;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body {
  display: flex; flex-direction: column;
  background: var(--page); color: var(--ink);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
a { color: inherit; text-decoration: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
svg { fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }

.bar {
  display: flex; align-items: center; gap: var(--gap);
  padding: 10px 20px; background: var(--card); border-bottom: 1px solid var(--line);
}
.brand { display: flex; align-items: center; gap: 8px; font-weight: 650; font-size: 17px; }
.mark { width: 24px; height: 24px; color: var(--accent); }
.hint { color: var(--soft); font-size: 13px; }
.filter { margin-left: auto; display: flex; gap: 8px; min-width: 0; }
select, button {
  font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: 6px 10px; min-height: 36px;
}
select { min-width: 0; max-width: 300px; text-overflow: ellipsis; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }

main { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(280px, 380px) 1fr; }
#list { overflow-y: auto; border-right: 1px solid var(--line); background: var(--card); }
#list ol, .thread, .trail { list-style: none; margin: 0; padding: 0; }
.row {
  display: grid; grid-template: "icon who time" auto "icon what status" auto / 22px 1fr auto;
  column-gap: 12px; row-gap: 2px; align-items: baseline;
  padding: 12px 16px; border-bottom: 1px solid var(--line);
  border-left: 3px solid transparent;
}
.row:hover { background: var(--page); }
.row[aria-current] { background: var(--tint); border-left-color: var(--accent); }
.row:focus-visible { outline-offset: -3px; }
.icon { grid-area: icon; width: 22px; height: 22px; color: var(--soft); align-self: start; }
.row[aria-current] .icon { color: var(--accent); }
.who { grid-area: who; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row time { grid-area: time; color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; justify-self: end; }
.what { grid-area: what; color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.status { grid-area: status; font-size: 12px; color: var(--soft); justify-self: end; }
.status.good { color: var(--good); }
.status.bad { color: var(--bad); background: var(--bad-tint); border-radius: 99px; padding: 1px 8px; }
.empty { padding: 72px 28px; text-align: center; color: var(--soft); }
.empty .icon { width: 40px; height: 40px; }
.empty h1 { font-size: 17px; color: var(--ink); margin: 12px 0 4px; }
.empty p { margin: 0; }

#message { min-width: 0; min-height: 0; overflow-y: auto; }
.pane { min-height: 100%; display: flex; flex-direction: column; padding: 20px 24px 12px; gap: var(--gap); }
.head h1 { font-size: 21px; line-height: 1.3; font-weight: 650; margin: 0 0 8px; overflow-wrap: anywhere; }
.back { display: none; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 0 10px; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.trail { display: flex; flex-wrap: wrap; gap: 2px 8px; color: var(--soft); font-size: 13px; }
.trail li:not(:first-child)::before { content: "→"; margin-right: 8px; font-weight: 400; opacity: .6; }
.trail li:last-child { color: var(--ink); font-weight: 600; }
.trail time { font-weight: 400; color: var(--soft); font-variant-numeric: tabular-nums; }
.tabs { display: flex; gap: 4px; margin-top: 14px; }
.tabs a { padding: 6px 12px; border-radius: 8px; color: var(--soft); }
.tabs a:hover { color: var(--ink); }
.tabs a[aria-current] { background: var(--tint); color: var(--accent); font-weight: 600; }
.sheet { flex: 1; width: 100%; min-height: 420px; margin: 0; border: 1px solid var(--line); border-radius: 12px; background: #fff; }
.frame.narrow { width: 390px; max-width: 100%; align-self: center; }
.sheet.text { background: var(--card); padding: 20px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: 14px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.small { color: var(--soft); font-size: 13px; }
.small summary { cursor: pointer; padding: 4px 0; }
.small .facts { padding-top: 6px; }
.small code { font: 12px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--ink); }

.stage { flex: 1; display: flex; justify-content: center; align-items: flex-start; }
.phone {
  width: 360px; max-width: 100%; min-height: 480px; display: flex; flex-direction: column;
  background: var(--card); border: 1px solid var(--line); border-radius: 28px; overflow: hidden;
}
.peer { margin: 0; padding: 16px; text-align: center; font-weight: 600; border-bottom: 1px solid var(--line); }
.thread { flex: 1; display: flex; flex-direction: column; justify-content: flex-end; gap: 14px; padding: 18px 16px; }
.bubble { max-width: 88%; align-self: flex-start; }
.bubble p {
  margin: 0 0 4px; padding: 10px 14px; background: var(--bubble); border-radius: 18px 18px 18px 5px;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
.bubble.chosen p { background: var(--tint); box-shadow: inset 0 0 0 1px var(--accent); }
.bubble small { color: var(--soft); font-size: 12px; padding-left: 6px; }
.notice { margin: 0 16px 12px; padding: 8px 12px; border-radius: 10px; text-align: center; color: var(--bad); background: var(--bad-tint); font-size: 13px; }
.reply { display: flex; gap: 8px; padding: 12px 16px; border-top: 1px solid var(--line); }
.reply button { flex: 1; border-radius: 99px; }

@media (max-width: 760px) {
  .bar { padding: 10px 14px; }
  .hint { display: none; }
  .filter { flex: 1; justify-content: flex-end; }
  main { display: block; overflow-y: auto; }
  #list { border-right: 0; min-height: 100%; }
  .row { padding: 14px 16px; }
  .listing #message, .reading #list { display: none; }
  .reading #message { height: 100%; }
  .row[aria-current] { background: none; border-left-color: transparent; }
  .row[aria-current] .icon { color: var(--soft); }
  .back { display: inline-block; color: var(--accent); padding: 4px 0 10px; }
  .pane { padding: 12px 16px; }
  .tabs a { flex: 1; text-align: center; }
  .tabs .narrow { display: none; }
  .sheet { min-height: 60vh; }
}
`;
