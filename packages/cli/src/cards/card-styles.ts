/** The look of cards: quiet, dense, in the console's colours, light and dark; controls at least 2.5rem high on a touch screen. */
const PAGE = `
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.good { color: var(--good); } .bad { color: var(--bad); }
.record-head { margin-bottom: 1.5rem; } .record-head .soft { overflow-wrap: anywhere; } .record-head h1 { margin-top: .25rem; }
.notice.missing { background: var(--warning-wash); color: var(--ink); }
.tabs { display: flex; gap: 1.25rem; margin-top: 1rem; border-bottom: 1px solid var(--line); }
.tabs a { padding: .6rem .1rem; margin-bottom: -1px; border-bottom: 2px solid transparent; color: var(--soft); font-weight: 550; text-decoration: none; }
.tabs a:hover { color: var(--ink); } .tabs a[aria-current] { color: var(--ink); border-color: var(--accent); }
.card-slot { padding: 0; overflow: hidden; } .card-slot > .panel-head { margin: 0; padding: .875rem 1.5rem; border-bottom: 1px solid var(--line); }
.card-slot > .panel-head h2 { font-size: 1rem; } .card-slot > .ux { padding: 1.5rem; min-height: 6rem; }
#hsx-tools h2 { margin-bottom: .75rem; } #hsx-tools .ux-toggle { margin-bottom: .875rem; }
.activity { list-style: none; margin: 0; padding: 0; font-size: .8125rem; max-height: 22rem; overflow-y: auto; }
.activity code { font-size: 1em; } .activity li { padding-block: .45rem; border-top: 1px solid var(--line); }
.activity-call { display: grid; grid-template-columns: minmax(0, 1fr) auto auto; gap: .75rem; font-variant-numeric: tabular-nums; }
.activity-call > :nth-child(2) { font-weight: 600; } .activity-call > :last-child { min-width: 4.5em; text-align: right; }
.activity-call.failed { grid-template-columns: minmax(0, 1fr) auto; row-gap: .1rem; } .activity-call.failed > :nth-child(2) { order: 3; grid-column: 1 / -1; font-weight: 500; }
.activity-note.error { color: var(--bad); } .activity-note.warning { color: var(--warning); }
.toasts { position: fixed; z-index: 9; top: 1rem; right: 1rem; display: grid; gap: .75rem; width: min(24rem, calc(100vw - 2rem)); }
.toasts > * { box-shadow: var(--shadow), 0 0 0 1px var(--line); animation: ux-in .2s ease-out; }
@media (max-width: 30rem) { .card-slot > .panel-head { padding-inline: 1.125rem; } .card-slot > .ux { padding: 1.125rem; } .card-slot > .panel-head code { display: none; } }`;

const BASICS = `
.ux { --r: .5rem; font-size: .9375rem; line-height: 1.5; }
.ux-flex { display: flex; min-width: 0; } .ux-flex.is-column { flex-direction: column; } .ux-flex > *, .ux-grid > * { min-width: 0; }
.ux-box { min-width: 0; } .ux-grid { display: grid; }
.ux-text.microcopy { font-size: .8125rem; color: var(--soft); } .ux-text.bold { font-weight: 700; } .ux-text.demibold { font-weight: 600; }
.truncate { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.ux-heading { font-size: 1.0625rem; letter-spacing: -.01em; } .ux-heading.inline { display: inline; }
.ux-link.destructive { color: var(--bad); }
.ux-glyph { flex: none; vertical-align: -.2em; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.ux-icon.success { color: var(--good); } .ux-icon.warning { color: var(--warning); } .ux-icon.alert { color: var(--bad); }
.ux-divider { width: 100%; border: 0; border-top: 1px solid var(--line); margin: 0; }
.ux-tile { padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--surface); } .ux-tile.compact { padding: .625rem .875rem; } .ux-tile.flush { padding: 0; }
.ux-list { margin: 0; padding-left: 1.25rem; } .ux-list.inline, .ux-list.inline-divided { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.ux-list.inline-divided li + li { padding-left: 1rem; border-left: 1px solid var(--line); }
.ux-image { max-width: 100%; height: auto; border-radius: var(--r); }
.ux-bare { padding: 0; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; text-align: inherit; }
.ux-close { flex: none; width: 1.75rem; height: 1.75rem; padding: 0; border: 0; border-radius: .4rem; background: none; color: inherit; font: 1.25rem/1 system-ui, sans-serif; cursor: pointer; } .ux-close:hover { background: var(--quiet-wash); }
.ux-hint { font-size: .8125rem; color: var(--soft); }
.ux-placeholder, .ux-problem { padding: .75rem 1rem; border: 1px dashed var(--soft); border-radius: var(--r); color: var(--soft); font-size: .875rem; }
.ux-problem { border-color: var(--bad); color: var(--ink); } .ux-problem pre { margin: .75rem 0 0; overflow-x: auto; font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }`;

const BUTTONS = `
.ux-button { display: inline-flex; align-items: center; justify-content: center; gap: .45rem; max-width: 100%; min-height: 2.5rem; padding: .4rem 1rem; border: 1px solid var(--line); border-radius: var(--r); background: var(--surface); color: var(--ink); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; transition: background .12s, border-color .12s; }
.ux-button:hover { background: var(--quiet-wash); color: var(--ink); border-color: var(--soft); }
.ux-button.sm { min-height: 2.125rem; padding: .25rem .75rem; font-size: .875rem; } .ux-button.xs { min-height: 1.75rem; padding: .1rem .55rem; font-size: .8125rem; }
.ux-button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); } .ux-button.primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); color: var(--on-accent); }
.ux-button.destructive { border-color: var(--bad); color: var(--bad); } .ux-button.destructive:hover { background: var(--bad-wash); }
.ux-button.transparent { border-color: transparent; background: none; color: var(--accent); padding-inline: .5rem; }
.ux-button:disabled { background: var(--quiet-wash); border-color: var(--line); color: var(--soft); cursor: not-allowed; }
.ux-button-row { display: flex; flex-wrap: wrap; gap: .625rem; } .ux-loading-button { display: inline-flex; max-width: 100%; }
.ux-dropdown { position: relative; display: inline-block; } .ux-dropdown summary { list-style: none; } .ux-dropdown summary::-webkit-details-marker { display: none; }
.ux-menu { position: absolute; z-index: 5; margin-top: .25rem; min-width: 12rem; display: grid; padding: .35rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--surface); box-shadow: var(--shadow); }
.ux-menu button { padding: .5rem .75rem; border: 0; border-radius: .4rem; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; } .ux-menu button:hover { background: var(--quiet-wash); }
.ux-spin { flex: none; width: 1.125em; height: 1.125em; border: 2px solid currentColor; border-right-color: transparent; border-radius: 50%; animation: ux-turn .8s linear infinite; }
.ux-spinner { display: inline-flex; align-items: center; gap: .6rem; color: var(--soft); } .ux-spinner > .ux-spin { color: var(--accent); }
.ux-spinner.centered { display: flex; justify-content: center; } .ux-spinner.md > .ux-spin { width: 1.75rem; height: 1.75rem; } .ux-spinner.xs > .ux-spin { width: .9rem; height: .9rem; }
@keyframes ux-turn { to { transform: rotate(1turn); } } @keyframes ux-in { from { opacity: 0; transform: translateY(-.4rem); } }
@media (prefers-reduced-motion: reduce) { .ux-spin { animation-duration: 4s; } .toasts > *, .ux-dialog { animation: none; } }`;

const STATES = `
.ux-tag, .ux-status { display: inline-flex; align-items: center; gap: .4rem; width: fit-content; max-width: 100%; font-size: .8125rem; font-weight: 600; line-height: 1.4; }
.ux-tag { padding: .1rem .6rem; border: 1px solid var(--line); border-radius: .35rem; background: var(--quiet-wash); color: var(--ink); font-family: inherit; }
.ux-tag.success { background: var(--good-wash); border-color: transparent; color: var(--good); } .ux-tag.warning { background: var(--warning-wash); border-color: transparent; color: var(--warning); } .ux-tag.error { background: var(--bad-wash); border-color: transparent; color: var(--bad); } .ux-tag.info { background: var(--accent-wash); border-color: transparent; color: var(--accent); }
.ux-status { padding: .15rem .65rem .15rem .55rem; border-radius: 99px; background: var(--quiet-wash); } .ux-status::before { content: ""; width: .5rem; height: .5rem; border-radius: 50%; background: var(--soft); }
.ux-status.success { background: var(--good-wash); color: var(--good); } .ux-status.success::before { background: var(--good); } .ux-status.warning { background: var(--warning-wash); color: var(--warning); } .ux-status.warning::before { background: var(--warning); }
.ux-status.danger { background: var(--bad-wash); color: var(--bad); } .ux-status.danger::before { background: var(--bad); } .ux-status.info { background: var(--accent-wash); color: var(--accent); } .ux-status.info::before { background: var(--accent); }
.ux-status.hollow::before { background: none; border: 2px solid currentColor; }
.ux-alert { --tone: var(--accent); display: flex; gap: .75rem; padding: .8rem 1rem; border-radius: .6rem; background: var(--accent-wash); border-left: 3px solid var(--tone); color: var(--ink); } .ux-alert > div { flex: 1; min-width: 0; } .ux-alert > .ux-glyph { color: var(--tone); margin-top: .1rem; }
.ux-alert.success { --tone: var(--good); background: var(--good-wash); } .ux-alert.warning { --tone: var(--warning); background: var(--warning-wash); } .ux-alert.error, .ux-alert.danger { --tone: var(--bad); background: var(--bad-wash); } .ux-alert-body { margin-top: .25rem; }
.ux-state { display: flex; align-items: center; gap: 1.25rem; padding: 1rem 0; } .ux-state.flush { padding: 0; } .ux-state.vertical { flex-direction: column; text-align: center; } .ux-state.horizontal { flex-wrap: wrap; } .ux-state.reversed { flex-direction: row-reverse; justify-content: flex-end; } .ux-state.vertical.reversed { flex-direction: column-reverse; }
.ux-state-words { display: grid; gap: .625rem; flex: 1 1 14rem; min-width: 0; max-width: 34rem; } .ux-state.vertical > .ux-state-words { flex: none; justify-items: center; } .ux-state-words h3 { font-size: 1.125rem; letter-spacing: -.01em; }
.ux-picture { flex: none; margin: .5rem; display: grid; place-items: center; border-radius: 50%; background: var(--accent-wash); color: var(--accent); box-shadow: 0 0 0 .5rem color-mix(in srgb, var(--accent-wash) 45%, transparent); } .ux-picture[data-picture="cone"], .ux-picture[data-picture="support"] { background: var(--warning-wash); color: var(--warning); box-shadow: 0 0 0 .5rem color-mix(in srgb, var(--warning-wash) 45%, transparent); } .ux-picture[data-picture="error"] { background: var(--bad-wash); color: var(--bad); box-shadow: none; }
.ux-progress { display: grid; gap: .4rem; padding-bottom: .2rem; --tone: var(--accent); } .ux-progress.warning { --tone: var(--warning); } .ux-progress.danger { --tone: var(--bad); } .ux-progress-words { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .125rem .75rem; font-size: .875rem; font-variant-numeric: tabular-nums; } .ux-progress-words > :first-child { font-weight: 600; }
.ux-progress-bar { height: .5rem; border-radius: 99px; background: var(--quiet-wash); box-shadow: inset 0 0 0 1px var(--line); overflow: hidden; } .ux-progress-bar > span { display: block; height: 100%; border-radius: inherit; background: var(--tone); }`;

const FACTS = `
.ux-facts { display: grid; gap: .75rem 1.5rem; margin: 0; } .ux-facts.is-row { grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); } .ux-facts dt, .ux-statistics dt { color: var(--soft); font-size: .8125rem; } .ux-facts dd, .ux-statistics dd { margin: 0; }
.ux-statistics { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; margin: 0; } .ux-number { display: block; font-size: 1.625rem; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; } .ux-trend { font-size: .8125rem; font-weight: 600; } .ux-trend.green { color: var(--good); } .ux-trend.red { color: var(--bad); }
.ux-score { display: inline-grid; place-items: center; width: 3.5rem; height: 3.5rem; border: 4px solid currentColor; border-radius: 50%; font-weight: 700; } .ux-score.high { color: var(--good); } .ux-score.middle { color: var(--warning); } .ux-score.low { color: var(--bad); }
.ux-steps { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; margin: 0; padding: 0; color: var(--soft); } .ux-steps.vertical { flex-direction: column; } .ux-steps li { display: flex; align-items: center; gap: .5rem; } .ux-steps [aria-current], .ux-steps .done { color: var(--ink); font-weight: 600; }
.ux-step-mark { display: grid; place-items: center; width: 1.5rem; height: 1.5rem; border-radius: 50%; background: var(--quiet-wash); font-size: .75rem; font-weight: 700; } .ux-steps [aria-current] .ux-step-mark, .ux-steps .done .ux-step-mark { background: var(--accent); color: var(--on-accent); }
.ux-accordion > button { display: flex; align-items: center; gap: .5rem; width: 100%; min-height: 2.5rem; padding: .25rem 0; border: 0; background: none; color: inherit; font: inherit; font-weight: 600; text-align: left; cursor: pointer; } .ux-accordion > div { padding: .25rem 0 .5rem 1.6rem; }
.ux-tabs > [role="tablist"] { display: flex; gap: 1.25rem; border-bottom: 1px solid var(--line); overflow-x: auto; } .ux-tabs.fill [role="tab"] { flex: 1; } .ux-tabs [role="tab"] { min-height: 2.5rem; padding: .25rem .1rem; border: 0; border-bottom: 2px solid transparent; background: none; color: var(--soft); font: inherit; font-weight: 600; white-space: nowrap; cursor: pointer; } .ux-tabs [aria-selected="true"] { color: var(--ink); border-color: var(--accent); } .ux-tabs > [role="tabpanel"] { padding-top: 1rem; }
.ux-scroll { overflow-x: auto; } .ux table { display: table; font-size: .875rem; } .ux tbody { display: table-row-group; } .ux tr { display: table-row; padding: 0; border: 0; } .ux thead { position: static; display: table-header-group; } .ux th { padding: .5rem .75rem; vertical-align: bottom; } .ux td { display: table-cell; padding: .6rem .75rem; } .ux td::before { content: none; } .ux .condensed td, .ux .compact td { padding-block: .35rem; }
.ux-table.bordered { border: 1px solid var(--line); } .ux thead th { background: var(--ground); } .ux-pages { display: flex; align-items: center; gap: .75rem; justify-content: center; padding-top: .75rem; font-size: .875rem; } .ux-pages button { width: 2.25rem; height: 2.25rem; border: 1px solid var(--line); border-radius: var(--r); background: none; color: inherit; cursor: pointer; } .ux-pages button:disabled { opacity: .4; cursor: not-allowed; }`;

const FORMS = `
.ux-form { display: grid; gap: 1rem; } .ux-field { display: grid; gap: .35rem; margin: 0; padding: 0; border: 0; min-width: 0; } .ux-field.inline { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; }
.ux-field > label:not(.ux-tick), .ux-field > legend { margin: 0; padding: 0; font-size: .875rem; font-weight: 600; }
.ux-field > input, .ux-field > textarea, .ux-field > select { width: 100%; min-height: 2.5rem; padding: .45rem .75rem; border: 1px solid color-mix(in srgb, var(--soft) 70%, transparent); border-radius: var(--r); background: var(--surface); color: var(--ink); font: inherit; } .ux-field > textarea { resize: vertical; } .ux-field ::placeholder { color: var(--soft); opacity: 1; }
.ux-field.error > input, .ux-field.error > textarea, .ux-field.error > select { border-color: var(--bad); } .ux-field > [readonly] { background: var(--quiet-wash); }
.ux-tick { display: flex; gap: .6rem; align-items: baseline; margin: 0; font-weight: 400; min-height: 2rem; cursor: pointer; } .ux-tick input { flex: none; width: 1.05rem; height: 1.05rem; translate: 0 .15rem; accent-color: var(--accent); } .ux-tick .small { display: block; }
.ux-toggle { display: flex; align-items: center; gap: .65rem; margin: 0; font-weight: 500; min-height: 2.25rem; cursor: pointer; } .ux-toggle.label-top { flex-direction: column-reverse; align-items: flex-start; }
.ux-toggle input { flex: none; appearance: none; width: 2.4rem; height: 1.4rem; margin: 0; border-radius: 99px; background: var(--soft); position: relative; cursor: pointer; transition: background .15s; } .ux-toggle input::after { content: ""; position: absolute; inset: .2rem auto .2rem .2rem; width: 1rem; border-radius: 50%; background: var(--surface); transition: translate .15s; } .ux-toggle input:checked { background: var(--accent); } .ux-toggle input:checked::after { translate: 1rem 0; } .ux-toggle input:focus-visible { border-radius: 99px; }
.ux-dialog { border: 0; padding: 0; background: var(--surface); color: var(--ink); box-shadow: 0 24px 64px -16px rgb(0 0 0 / 45%); animation: ux-in .18s ease-out; } .ux-dialog::backdrop { background: rgb(10 14 22 / 55%); }
.ux-dialog.is-modal { width: min(34rem, calc(100vw - 2rem)); max-height: calc(100vh - 4rem); border-radius: 1rem; } .ux-dialog.is-modal.sm { width: min(26rem, calc(100vw - 2rem)); } .ux-dialog.is-modal.lg { width: min(48rem, calc(100vw - 2rem)); }
.ux-dialog.is-panel { margin: 0 0 0 auto; width: min(30rem, 100vw); height: 100vh; max-height: none; } .ux-dialog-head { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 1rem 1.25rem; border-bottom: 1px solid var(--line); } .ux-dialog-head h3 { font-size: 1.0625rem; } .ux-dialog.danger .ux-dialog-head { box-shadow: inset 0 3px var(--bad); }
.ux-dialog-body, .ux-dialog-section { padding: 1.25rem; } .ux-dialog-body > .ux-dialog-section { padding: 0 0 1rem; } .ux-dialog-foot { display: flex; flex-wrap: wrap; gap: .625rem; padding: 1rem 1.25rem; border-top: 1px solid var(--line); }`;

/** The style sheet of pages with cards, after the console's own; a constant of ours. */
export const CARD_STYLES = PAGE + BASICS + BUTTONS + STATES + FACTS + FORMS;
