import type { ReactElement } from 'react';
import { Glyph } from './glyph.js';
import { classes, styleOf, type HasChildren } from './tokens.js';

interface TableProps extends HasChildren {
  readonly bordered?: boolean;
  readonly flush?: boolean;
  readonly density?: string;
  readonly paginated?: boolean;
  readonly pageCount?: number;
  readonly page?: number;
  readonly onPageChange?: (page: number) => void;
}

/** HubSpot's component of the same name; a wide one scrolls within the card. */
export function Table(props: TableProps): ReactElement {
  const { bordered = true, density = 'default', paginated = false, children } = props;
  return (
    <div className="ux-table-frame">
      <div className="ux-scroll" tabIndex={0} role="group" aria-label="Table">
        <table className={classes('ux-table', bordered && 'bordered', density)}>{children}</table>
      </div>
      {paginated ? <Pages {...props} /> : null}
    </div>
  );
}

function Pages({ page = 1, pageCount = 1, onPageChange }: TableProps): ReactElement {
  return (
    <nav className="ux-pages" aria-label="Pages">
      <button
        type="button"
        aria-label="Previous page"
        disabled={page <= 1}
        onClick={() => onPageChange?.(page - 1)}
      >
        <Glyph name="left" />
      </button>
      <span>
        Page {page} of {pageCount}
      </span>
      <button
        type="button"
        aria-label="Next page"
        disabled={page >= pageCount}
        onClick={() => onPageChange?.(page + 1)}
      >
        <Glyph name="right" />
      </button>
    </nav>
  );
}

/** HubSpot's component of the same name. */
export function TableHead({ children }: HasChildren): ReactElement {
  return <thead>{children}</thead>;
}

/** HubSpot's component of the same name. */
export function TableBody({ children }: HasChildren): ReactElement {
  return <tbody>{children}</tbody>;
}

/** HubSpot's component of the same name. */
export function TableFooter({ children }: HasChildren): ReactElement {
  return <tfoot>{children}</tfoot>;
}

/** HubSpot's component of the same name. */
export function TableRow({ children }: HasChildren): ReactElement {
  return <tr>{children}</tr>;
}

interface CellProps extends HasChildren {
  readonly align?: 'left' | 'center' | 'right';
  readonly width?: 'min' | 'max' | 'auto' | number;
  readonly colSpan?: number;
}

/** HubSpot's component of the same name. */
export function TableCell({ align, width, colSpan, children }: CellProps): ReactElement {
  return (
    <td colSpan={colSpan} style={cellStyle(align, width)}>
      {children}
    </td>
  );
}

type SortDirection = 'ascending' | 'descending' | 'none';

interface HeaderProps extends CellProps {
  readonly sortDirection?: SortDirection | 'never';
  readonly onSortChange?: (next: SortDirection) => void;
  readonly disabled?: boolean;
}

/** HubSpot's component of the same name. */
export function TableHeader(props: HeaderProps): ReactElement {
  const { align, width, sortDirection = 'never', onSortChange, disabled, children } = props;
  if (sortDirection === 'never') {
    return (
      <th scope="col" style={cellStyle(align, width)}>
        {children}
      </th>
    );
  }
  const next = sortDirection === 'ascending' ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={sortDirection} style={cellStyle(align, width)}>
      <button type="button" className="ux-bare" disabled={disabled} onClick={() => onSortChange?.(next)}>
        {children} <span aria-hidden="true">{SORT_MARKS[sortDirection]}</span>
      </button>
    </th>
  );
}

const SORT_MARKS: Readonly<Record<SortDirection, string>> = { ascending: '▲', descending: '▼', none: '↕' };

function cellStyle(align: CellProps['align'], width: CellProps['width']) {
  const widths: Readonly<Record<string, string>> = { min: '1%', max: '100%', auto: 'auto' };
  return styleOf({ textAlign: align, width: typeof width === 'number' ? width : widths[width ?? 'auto'] });
}
