/** Fields, choices and their errors. */
export const formStyles = `
.field { display: grid; gap: 6px; } .field > label, .legend { font-size: 0.875rem; font-weight: 600; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; } legend { padding: 0; margin-bottom: 8px; }
input[type="text"], input[type="email"], input[type="tel"], select {
  width: 100%; min-height: 44px; padding: 10px 12px; border: 1px solid var(--line-strong); border-radius: var(--radius-small);
  background: var(--surface); color: var(--ink); font: inherit;
}
input::placeholder { color: var(--ink-soft); opacity: .8; }
input[readonly] { background: var(--sunken); color: var(--ink-soft); border-color: var(--line); }
input[aria-invalid="true"] { border-color: var(--bad); box-shadow: 0 0 0 1px var(--bad); }
.field-error { color: var(--bad); font-size: 0.875rem; font-weight: 500; }
.field-pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; align-items: start; }
.choice { display: grid; grid-template-columns: 20px 1fr auto; gap: 12px; align-items: center; padding: 14px 16px; border: 1px solid var(--line); border-radius: var(--radius-small); cursor: pointer; }
.choice:hover { border-color: var(--line-strong); }
.choice:has(input:checked) { border-color: var(--accent); background: var(--accent-soft); }
.choice:has(input:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px; }
.choice input { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); } .choice input:focus-visible { outline: none; }
.choices { display: grid; gap: 8px; }
details > summary { cursor: pointer; color: var(--accent); font-size: 0.875rem; font-weight: 600; }
details[open] > summary { margin-bottom: 12px; }`;
