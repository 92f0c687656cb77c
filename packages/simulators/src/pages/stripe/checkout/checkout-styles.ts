/** Two halves on a wide screen, one column on a phone. */
export const checkoutStyles = `
.checkout { display: grid; grid-template-columns: 1fr 1fr; min-height: calc(100vh - 41px); }
.order { background: var(--sunken); border-right: 1px solid var(--line); padding: 48px 56px; display: flex; justify-content: flex-end; }
.order > div, .payment > div { width: 100%; max-width: 420px; align-content: start; }
.order h1 { font-size: 1.125rem; font-weight: 500; } .order .lines { margin-top: 16px; }
.payment { background: var(--surface); padding: 48px 56px; display: flex; }
.back { display: inline-flex; gap: 8px; align-items: center; color: var(--ink-soft); text-decoration: none; min-height: 44px; }
.back:hover { color: var(--ink); }
.amount { font-size: 2.25rem; font-weight: 700; letter-spacing: -0.02em; line-height: 1.15; }
.lines { display: grid; gap: 16px; }
.line { display: grid; grid-template-columns: 1fr auto; gap: 4px 16px; }
.line.total { font-weight: 600; } .line-number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.rule { border: 0; border-top: 1px solid var(--line); margin: 4px 0; }
.method { border: 1px solid var(--line); border-radius: var(--radius-small); overflow: clip; }
.method > label { display: flex; gap: 12px; align-items: center; padding: 14px 16px; font-weight: 600; cursor: pointer; }
.method > label + .method-body + label, .method > .method-body + label { border-top: 1px solid var(--line); }
.method input[type="radio"] { width: 18px; height: 18px; margin: 0; accent-color: var(--accent); }
.method-body { padding: 4px 16px 18px; }
.method:has(#method-bank:checked) .card-body, .method:has(#method-card:checked) .bank-body { display: none; }
.test-cards { display: grid; gap: 8px; margin: 8px 0; } .test-cards li { display: flex; justify-content: space-between; gap: 12px; flex-wrap: wrap; }
.sandbox { margin-left: 4px; }
@media (max-width: 860px) {
  .checkout { grid-template-columns: 1fr; }
  .order { border-right: 0; border-bottom: 1px solid var(--line); padding: 16px 20px 28px; justify-content: center; }
  .payment { padding: 28px 20px 40px; justify-content: center; }
  .amount { font-size: 1.875rem; }
}`;
