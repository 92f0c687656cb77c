import { html } from 'hono/html';
import type { Markup } from './markup.js';

/** One column: its heading, and what a row shows there. */
export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => Markup | string;
}

/** A table that turns into a list of cards on a narrow screen; `empty` is said when there are no rows. */
export function dataTable<Row>(table: {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly empty: string;
}): Markup {
  const { rows, columns, empty } = table;
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map(({ label }) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${columns.map(({ label, cell }) => html`<td data-label="${label}"><div>${cell(row)}</div></td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
