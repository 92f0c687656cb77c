/**
 * The look of all pages: one sheet, no classes made elsewhere. Colours are custom properties with a light and a dark
 * value and at least 4.5:1 contrast for text; fonts are the system's own.
 */
const COLOURS = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f9; --surface: #ffffff; --line: #dfe3ea; --ink: #151a23; --soft: #586174;
  --accent: #3f4fd0; --accent-strong: #3241b4; --on-accent: #ffffff; --accent-wash: #eceefc;
  --good: #14703f; --good-wash: #e3f4ea; --warning: #8f4a00; --warning-wash: #fdf0dd; --quiet-wash: #eceff4;
  --shadow: 0 1px 2px rgb(21 26 35 / 5%), 0 12px 32px -12px rgb(21 26 35 / 14%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1117; --surface: #171b23; --line: #2b313d; --ink: #eef1f6; --soft: #a3adbd;
    --accent: #98a5ff; --accent-strong: #b3bdff; --on-accent: #10142b; --accent-wash: #232a4a;
    --good: #77d6a1; --good-wash: #143323; --warning: #f5bd6e; --warning-wash: #3a2a10; --quiet-wash: #252b36;
    --shadow: 0 1px 2px rgb(0 0 0 / 40%);
  }
}`;

const FRAME = `
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere;
}
header.site, main, footer.site { width: 100%; margin-inline: auto; padding-inline: 1.25rem; }
.narrow { max-width: 34rem; }
.wide { max-width: 68rem; }
header.site { padding-block: clamp(1.5rem, 6vh, 3.5rem) 1.5rem; }
main { flex: 1; }
footer.site { padding-block: 1.5rem 2.5rem; color: var(--soft); font-size: .8125rem; }
footer.site p { margin: 0; }
.brand { display: inline-flex; align-items: center; gap: .7rem; font-weight: 650; font-size: 1.0625rem; letter-spacing: -.01em; }
.brand-tile {
  display: grid; place-items: center; flex: none; width: 2.25rem; height: 2.25rem; border-radius: .65rem;
  background: var(--accent); color: var(--on-accent); font-size: 1.125rem; font-weight: 700;
}
.card {
  background: var(--surface); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow);
  padding: clamp(1.5rem, 5vw, 2.5rem);
}`;

const TEXT = `
h1 { margin: 0 0 .75rem; font-size: clamp(1.5rem, 1.2rem + 1.4vw, 1.875rem); line-height: 1.2; letter-spacing: -.022em; font-weight: 700; text-wrap: balance; }
h2 { margin: 0; font-size: 1.1875rem; line-height: 1.3; letter-spacing: -.012em; font-weight: 650; }
p { margin: 0 0 1rem; text-wrap: pretty; }
p:last-child { margin-bottom: 0; }
.lede { color: var(--soft); font-size: 1.0625rem; }
.lede strong { color: var(--ink); }
.fine { color: var(--soft); font-size: .875rem; }
.intro { max-width: 40rem; margin-bottom: 2rem; }
code { font: .875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.icon { display: block; width: 1.25em; height: 1.25em; }
.emblem { display: grid; place-items: center; width: 3rem; height: 3rem; margin-bottom: 1.25rem; border-radius: 50%; font-size: 1.125rem; background: var(--accent-wash); color: var(--accent); }
.emblem.good { background: var(--good-wash); color: var(--good); }
.emblem.warning { background: var(--warning-wash); color: var(--warning); }
.badge { display: inline-block; padding: .15rem .65rem; border-radius: 99px; font-size: .8125rem; font-weight: 600; background: var(--quiet-wash); color: var(--ink); }
.badge.good { background: var(--good-wash); color: var(--good); }
.badge.warning { background: var(--warning-wash); color: var(--warning); }
.facts { margin: 1.5rem 0 0; padding: 1.25rem 0 0; border-top: 1px solid var(--line); display: grid; gap: 1rem; }
.facts div { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; align-items: baseline; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; font-weight: 600; }`;

const CONTROLS = `
a { color: var(--accent); text-underline-offset: .2em; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: .3rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.75rem; }
.actions form { display: contents; }
.actions label { width: 100%; font-weight: 600; }
.field { flex: 1; min-width: 12rem; min-height: 2.875rem; padding: .5rem .875rem; border: 1px solid var(--line); border-radius: .7rem; background: var(--surface); color: var(--ink); font: inherit; }
.button {
  display: inline-flex; align-items: center; justify-content: center; min-height: 2.875rem; padding: .625rem 1.25rem; border: 1px solid transparent;
  border-radius: .7rem; background: var(--accent); color: var(--on-accent); font: inherit; font-weight: 600; line-height: 1.25; text-align: center; text-decoration: none; cursor: pointer;
  transition: background-color .15s ease, border-color .15s ease;
}
.button:hover { background: var(--accent-strong); color: var(--on-accent); }
.button:focus-visible { border-radius: .7rem; }
.button.plain { background: transparent; border-color: var(--line); color: var(--ink); }
.button.plain:hover { background: var(--quiet-wash); color: var(--ink); }
@media (max-width: 30rem) { .actions .button { width: 100%; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }`;

const PROGRESS = `
.steps { list-style: none; margin: 1.75rem 0 0; padding: 0; display: grid; gap: .875rem; }
.steps li { display: flex; align-items: center; gap: .75rem; color: var(--soft); }
.steps li[data-step="done"], .steps li[data-step="now"] { color: var(--ink); }
.dot { display: grid; place-items: center; flex: none; width: 1.5rem; height: 1.5rem; border-radius: 50%; border: 2px solid var(--line); font-size: .75rem; }
.dot .icon { visibility: hidden; stroke-width: 3; }
[data-step="done"] .dot { border-color: var(--good); background: var(--good-wash); color: var(--good); }
[data-step="done"] .dot .icon { visibility: visible; }
[data-step="now"] .dot { border-color: var(--line); border-top-color: var(--accent); border-right-color: var(--accent); animation: turn .9s linear infinite; }
.bar { height: .375rem; margin-top: 1.75rem; border-radius: 99px; background: var(--quiet-wash); overflow: hidden; }
.bar::after { content: ""; display: block; width: 40%; height: 100%; border-radius: inherit; background: var(--accent); animation: slide 1.6s ease-in-out infinite; }
[data-phase="ready"] .bar::after { width: 100%; background: var(--good); animation: none; }
@keyframes turn { to { transform: rotate(1turn); } }
@keyframes slide { from { transform: translateX(-100%); } to { transform: translateX(250%); } }`;

const PLANS = `
.plans { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 1.25rem; margin: 0; padding: 0; list-style: none; }
.plan { display: flex; flex-direction: column; gap: 1.25rem; padding: 1.75rem; }
.plan-head { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; justify-content: space-between; min-height: 1.75rem; }
.plan.current { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.includes { list-style: none; margin: 0; padding: 0; display: grid; gap: .625rem; align-content: start; flex: 1; }
.includes li { display: flex; gap: .625rem; }
.includes .icon { flex: none; margin-top: .3em; width: 1em; height: 1em; color: var(--good); stroke-width: 2.75; }
.plan .button { width: 100%; }
.plan form { margin: 0; }
.below { margin-top: 1.75rem; }`;

/** The whole style sheet; a constant of ours, so it is put into the page unescaped. */
export const PAGE_STYLES = COLOURS + FRAME + TEXT + CONTROLS + PROGRESS + PLANS;
