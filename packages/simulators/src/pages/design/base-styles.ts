/** Type, links, focus and page frame. System fonts only: nothing is loaded from anywhere. */
export const baseStyles = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; display: flex; flex-direction: column;
  background: var(--canvas); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
h1, h2, h3 { margin: 0; line-height: 1.25; letter-spacing: -0.01em; text-wrap: balance; }
h1 { font-size: 1.375rem; } h2 { font-size: 1.125rem; } h3 { font-size: 1rem; }
p { margin: 0; } ul { margin: 0; padding: 0; list-style: none; }
a { color: var(--accent); text-underline-offset: 2px; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code { font: 0.875em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.soft { color: var(--ink-soft); } .small { font-size: 0.875rem; } .strong { font-weight: 600; }
.stack { display: grid; gap: var(--space); align-content: start; } .stack-tight { display: grid; gap: 4px; align-content: start; }
.row { display: flex; gap: 12px; align-items: center; flex-wrap: wrap; } .row-between { justify-content: space-between; }
.grow { flex: 1; min-width: 0; }
.bar { background: var(--bar); color: var(--on-bar); }
.bar-inner { max-width: 1200px; margin: 0 auto; padding: 12px 20px; display: flex; gap: 20px; align-items: center; }
.bar a { color: inherit; text-decoration: none; } .bar a:hover { text-decoration: underline; }
.brand { font-weight: 700; letter-spacing: -0.01em; display: inline-flex; gap: 10px; align-items: center; }
.brand-mark { width: 12px; height: 12px; border-radius: 4px; background: var(--accent); }
.bar .account { min-width: 0; margin-left: auto; text-align: right; font-size: 0.875rem; line-height: 1.3; }
main { flex: 1; width: 100%; }
.narrow { max-width: 600px; margin: 0 auto; padding: 40px 20px; }
.wide { max-width: 1200px; margin: 0 auto; padding: 28px 20px 48px; }
.ribbon { padding: 10px 20px; text-align: center; font-size: 0.75rem; color: var(--ink-soft); border-top: 1px solid var(--line); }
.hidden-label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 600px) {
  .narrow, .wide { padding: 20px 16px 32px; }
  .bar-inner { padding: 10px 16px; gap: 4px 20px; flex-wrap: wrap; }
  .bar nav { order: 1; width: 100%; } .bar nav a { padding: 4px 0; }
}
@media (prefers-reduced-motion: no-preference) { .button, .choice { transition: background-color .12s, border-color .12s; } }`;
