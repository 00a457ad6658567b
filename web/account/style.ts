/** What the pages of an account need besides the style of all pages. */
export const ACCOUNT_STYLE = `
main { max-width: 30rem; }
main.wide { max-width: 60rem; }
header { align-items: baseline; }
header nav { display: flex; gap: 1rem; align-items: baseline; min-width: 0; }
header nav a { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
h1 { overflow-wrap: anywhere; }
main > h1 { margin-bottom: 1rem; }
section > h1 { margin-bottom: .75rem; }
.field { margin: 1rem 0; }
.field label { display: block; font-weight: 600; margin-bottom: .3rem; }
.field input, .field select {
  width: 100%; padding: .6rem .75rem; border: 1px solid var(--soft); border-radius: 8px;
  background: var(--paper); color: var(--ink); font: inherit;
}
.field input[aria-invalid] { border-color: var(--bad); }
.field p { font-size: .875rem; }
:is(a, button, input, select):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.button { text-align: center; }
.button.full { display: block; width: 100%; margin: .75rem 0 0; }
button.plain { border: 0; padding: .25rem 0; background: none; color: var(--accent); font: inherit; text-decoration: underline; cursor: pointer; }
button.plain.bad { color: var(--bad); }
.between { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 1rem; margin-top: 1rem; }
.notice { padding: .75rem 1rem; margin: 0 0 1rem; border: 1px solid var(--line); border-left: 4px solid var(--accent); border-radius: 8px; background: var(--paper); overflow-wrap: anywhere; }
.notice.good { border-left-color: var(--good); }
.notice.bad { border-left-color: var(--bad); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
ul.rows { list-style: none; margin: 0; padding: 0; }
ul.rows > li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .5rem 1.5rem; padding: .75rem 0; border-top: 1px solid var(--line); }
ul.rows > li:first-child { border-top: 0; padding-top: 0; }
ul.rows > li:last-child { padding-bottom: 0; }
ul.rows > li > div:first-child { min-width: 0; overflow-wrap: anywhere; }
ul.rows p { margin: 0; }
.links, .actions { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1rem; }
form.inline { display: flex; align-items: center; gap: .5rem; }
form.inline .field { margin: 0; }
.small { font-size: .875rem; }
.nowrap { white-space: nowrap; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child td { border-bottom: 0; }
ul.codes { columns: 2; list-style: none; margin: 1rem 0; padding: 0; }
ul.codes li { padding: .15rem 0; }
.qr { display: block; width: 12rem; height: 12rem; margin: 1rem 0; border-radius: 8px; background: #fff; }
dl.facts { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1rem; margin: .75rem 0; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  table, thead, tbody, tr, td { display: block; }
  thead { display: none; }
  td { border: 0; padding: 0; white-space: normal; }
  tr { padding: .75rem 0; border-bottom: 1px solid var(--line); }
  tbody tr:last-child { border-bottom: 0; padding-bottom: 0; }
  tbody tr:first-child { padding-top: 0; }
}
`;
