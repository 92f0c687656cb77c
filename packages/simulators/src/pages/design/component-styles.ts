/** Panels, buttons, notices, lists and badges. */
export const componentStyles = `
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); padding: 28px; }
.panel-flat { box-shadow: none; padding: 20px; }
.panel > header { margin-bottom: 16px; } .panel.stack > header { margin-bottom: 0; }
.button {
  display: inline-flex; justify-content: center; align-items: center; gap: 8px; min-height: 44px; padding: 10px 20px;
  border: 1px solid var(--line-strong); border-radius: var(--radius-small); background: var(--surface); color: var(--ink);
  font: inherit; font-weight: 600; text-decoration: none; cursor: pointer;
}
.button:hover { background: var(--sunken); color: var(--ink); }
.button-primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.button-primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); color: var(--on-accent); }
.button-danger { border-color: var(--bad); color: var(--bad); background: transparent; }
.button-quiet { border-color: transparent; background: transparent; color: var(--accent); padding-inline: 8px; }
.button-small { min-height: 36px; padding: 6px 14px; font-size: 0.875rem; }
.button-wide { width: 100%; }
.button[aria-disabled="true"] { opacity: .6; cursor: progress; }
.notice { border-radius: var(--radius-small); padding: 12px 16px; border: 1px solid transparent; }
.notice-bad { background: var(--bad-soft); color: var(--bad); border-color: color-mix(in srgb, var(--bad) 35%, transparent); }
.notice-good { background: var(--good-soft); color: var(--good); }
.notice-warn { background: var(--warn-soft); color: var(--warn); }
.tile { width: 48px; height: 48px; border-radius: 12px; display: grid; place-items: center; flex: none; font-weight: 700; background: var(--accent-soft); color: var(--accent); }
.tile-large { width: 64px; height: 64px; font-size: 1.5rem; border-radius: 16px; }
.tile-round { border-radius: 50%; }
.badge { display: inline-block; padding: 2px 10px; border-radius: 999px; font-size: 0.75rem; font-weight: 600; background: var(--accent-soft); color: var(--accent); white-space: nowrap; }
.badge-good { background: var(--good-soft); color: var(--good); } .badge-bad { background: var(--bad-soft); color: var(--bad); }
.badge-warn { background: var(--warn-soft); color: var(--warn); } .badge-plain { background: var(--sunken); color: var(--ink-soft); border: 1px solid var(--line); }
.ticks { display: grid; gap: 10px; } .ticks li { display: grid; grid-template-columns: 20px 1fr; gap: 10px; align-items: start; }
.ticks svg { margin-top: 4px; color: var(--good); }
.facts { margin: 0; display: grid; gap: 12px; } .facts > div { display: grid; gap: 2px; }
.facts dt { font-size: 0.8125rem; color: var(--ink-soft); } .facts dd { margin: 0; overflow-wrap: anywhere; }
.rows > li { padding: 14px 0; border-top: 1px solid var(--line); } .rows > li:first-child { border-top: 0; padding-top: 0; } .rows > li:last-child { padding-bottom: 0; }
.divider { width: 100%; border: 0; border-top: 1px solid var(--line); margin: 4px 0; }
.empty { text-align: center; padding: 28px 16px; display: grid; gap: 12px; justify-items: center; }
.actions { display: flex; gap: 12px; flex-wrap: wrap; }
@media (max-width: 600px) { .panel { padding: 20px; } .actions .button { width: 100%; } .actions form { width: 100%; } }`;
