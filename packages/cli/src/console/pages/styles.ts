/** The look of the console: one sheet, light and dark, system fonts, text contrast of 4.5 or more. */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f9; --surface: #ffffff; --line: #dfe3ea; --ink: #151a23; --soft: #586174;
  --accent: #3f4fd0; --accent-strong: #3241b4; --on-accent: #ffffff; --accent-wash: #eceefc;
  --good: #14703f; --good-wash: #e3f4ea; --warning: #8f4a00; --warning-wash: #fdf0dd; --bad: #b3261e; --bad-wash: #fdeceb;
  --quiet-wash: #eceff4; --shadow: 0 1px 2px rgb(21 26 35 / 5%), 0 12px 32px -16px rgb(21 26 35 / 14%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1117; --surface: #171b23; --line: #2b313d; --ink: #eef1f6; --soft: #a3adbd;
    --accent: #98a5ff; --accent-strong: #b3bdff; --on-accent: #10142b; --accent-wash: #232a4a;
    --good: #77d6a1; --good-wash: #143323; --warning: #f5bd6e; --warning-wash: #3a2a10; --bad: #ff9a92; --bad-wash: #3a1c1c;
    --quiet-wash: #252b36; --shadow: 0 1px 2px rgb(0 0 0 / 40%);
  }
}`;

const FRAME = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: .5rem; padding: .5rem .75rem; background: var(--surface); z-index: 1; }
.top { background: var(--surface); border-bottom: 1px solid var(--line); }
.top > div, main, footer { max-width: 76rem; margin-inline: auto; padding-inline: 1.25rem; }
.top > div { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; min-height: 4rem; padding-block: .5rem; }
.brand { display: inline-flex; align-items: center; gap: .65rem; font-weight: 650; color: var(--ink); text-decoration: none; }
.tile { display: grid; place-items: center; width: 2rem; height: 2rem; border-radius: .6rem; background: var(--accent); color: var(--on-accent); font-weight: 700; }
.top nav { display: flex; flex-wrap: wrap; gap: .25rem; }
.top nav a { display: inline-flex; gap: .4rem; align-items: center; min-height: 2.75rem; padding: 0 .8rem; border-radius: .6rem; color: var(--soft); text-decoration: none; font-weight: 550; }
.top nav a:hover { color: var(--ink); background: var(--quiet-wash); }
.top nav a[aria-current] { color: var(--ink); background: var(--accent-wash); }
.now { margin-left: auto; color: var(--soft); font-variant-numeric: tabular-nums; font-size: .9375rem; }
main { padding-block: 2rem 3rem; }
footer { padding-block: 0 2.5rem; color: var(--soft); font-size: .8125rem; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: 1.5rem; align-items: start; }
@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } .now { margin-left: 0; } }
.stack { display: grid; gap: 1.5rem; } .stack-small { display: grid; gap: .5rem; }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow); padding: 1.5rem; }
@media (max-width: 30rem) { .top nav { margin-inline: -.5rem; gap: 0; } .top nav a { padding-inline: .4rem; font-size: .875rem; } .panel { padding: 1.125rem; } main { padding-top: 1.25rem; } }`;

const TEXT = `
h1 { margin: 0; font-size: clamp(1.5rem, 1.2rem + 1.2vw, 1.875rem); line-height: 1.2; letter-spacing: -.022em; }
h2 { margin: 0 0 1rem; font-size: 1.125rem; letter-spacing: -.01em; } h3 { margin: 0; font-size: 1rem; }
p { margin: 0; } .soft { color: var(--soft); } .small { font-size: .875rem; } .strong { font-weight: 600; }
.head { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: baseline; margin-bottom: 1.5rem; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.badge { display: inline-block; padding: .1rem .6rem; border-radius: 99px; font-size: .8125rem; font-weight: 600; background: var(--quiet-wash); white-space: nowrap; }
.badge.good { background: var(--good-wash); color: var(--good); } .badge.warning { background: var(--warning-wash); color: var(--warning); }
.badge.bad { background: var(--bad-wash); color: var(--bad); } .badge.accent { background: var(--accent-wash); color: var(--accent); }
.notice { padding: .75rem 1rem; border-radius: .7rem; background: var(--good-wash); color: var(--good); font-weight: 550; margin-bottom: 1.5rem; }
.notice.bad { background: var(--bad-wash); color: var(--bad); }
.empty { padding: 1.5rem; border: 1px dashed var(--line); border-radius: .75rem; color: var(--soft); text-align: center; }`;

const PARTS = `
a { color: var(--accent); text-underline-offset: .2em; } a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .3rem; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: .5rem 1.1rem; border: 1px solid transparent; border-radius: .7rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.button:hover { background: var(--accent-strong); color: var(--on-accent); }
.button.plain { background: transparent; border-color: var(--line); color: var(--ink); } .button.plain:hover { background: var(--quiet-wash); color: var(--ink); }
.button.link { min-height: 2rem; padding: 0; background: none; color: var(--accent); font-weight: 400; text-decoration: underline; text-underline-offset: .2em; }
.button.small { min-height: 2.25rem; padding: .25rem .8rem; font-size: .875rem; }
.panel-head { margin-bottom: 1rem; } .panel-head h2 { margin: 0; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; } .actions form { display: contents; }
.rows { list-style: none; margin: 0; padding: 0; } .rows > li { padding-block: 1.125rem; border-top: 1px solid var(--line); }
.rows > li:first-child { border-top: 0; padding-top: 0; } .rows > li:last-child { padding-bottom: 0; }
.row h2 { margin: 0; } .row { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; }
.panel > .facts:first-child { margin-top: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 8.5rem), 1fr)); gap: .75rem 1.25rem; margin: .875rem 0 0; }
.facts.wide { grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); }
.facts dt { color: var(--soft); font-size: .8125rem; } .facts dd { margin: 0; }
.clock { font-size: 1.25rem; font-weight: 650; letter-spacing: -.015em; font-variant-numeric: tabular-nums; line-height: 1.25; }
.jumps { display: grid; grid-template-columns: repeat(3, 1fr); gap: .5rem; } .jumps .button { padding-inline: .25rem; white-space: nowrap; }
.links { margin-top: .875rem; gap: .25rem 1.25rem; }
label { display: block; font-size: .875rem; font-weight: 600; margin-bottom: .35rem; }
input[type="datetime-local"] { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--soft); border-radius: .6rem; background: var(--surface); color: var(--ink); font: inherit; }
.fold > summary { cursor: pointer; color: var(--accent); font-size: .875rem; width: fit-content; } .fold { margin-top: .75rem; }`;

const LETTERS = `
iframe.letter { width: 100%; height: 46rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--surface); }
pre.letter { margin: 0; white-space: pre-wrap; font: .9375rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }`;

const TABLES = `
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; font-variant-numeric: tabular-nums; }
th { text-align: left; font-size: .8125rem; font-weight: 600; color: var(--soft); padding: 0 1rem .5rem 0; white-space: nowrap; }
td { padding: .65rem 1rem .65rem 0; border-top: 1px solid var(--line); vertical-align: top; } td:last-child, th:last-child { padding-right: 0; }
.nowrap { white-space: nowrap; }
.id { display: inline-block; max-width: min(17rem, 100%); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; vertical-align: bottom; color: var(--soft); }
@media (max-width: 45rem) {
  table, tbody, tr, td { display: block; } thead { position: absolute; left: -100vw; }
  tr { padding-block: .75rem; border-top: 1px solid var(--line); } tr:first-child { border-top: 0; padding-top: 0; }
  td { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .75rem; border: 0; padding: .2rem 0; }
  td::before { content: attr(data-label); color: var(--soft); font-size: .875rem; }
}`;

/** The whole style sheet; a constant of ours, so it is put into the page unescaped. */
export const CONSOLE_STYLES = COLOURS + FRAME + TEXT + PARTS + LETTERS + TABLES;
