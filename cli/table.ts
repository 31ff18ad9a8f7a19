import Table from 'cli-table3';
import { NARROWEST, printable } from './output';

export interface Column<T> {
  head: string;
  cell(row: T): string;
  /** The one column that gives way when the table is wider than the terminal. */
  flexible?: boolean;
}

const GAP = 2;

/**
 * Rows under headings, in columns without lines, each line ended. Cells are made printable.
 * @param width columns of the terminal; without it nothing is cut
 */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[], width?: number): string {
  const cells = rows.map((row) => columns.map((column) => printable(column.cell(row))));
  const widths = columns.map(({ head }, at) => Math.max(head.length, ...cells.map((row) => (row[at] ?? '').length)));
  const rest = columns.reduce((sum, { flexible }, at) => (flexible ? sum : sum + (widths[at] ?? 0) + GAP), 0);
  const made = new Table({
    head: columns.map(({ head }) => head),
    colWidths: columns.map(({ flexible }, at) => {
      const natural = (widths[at] ?? 0) + GAP;
      return flexible && width !== undefined ? Math.min(natural, Math.max(NARROWEST, width - rest)) : null;
    }),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
  });
  made.push(...cells);
  return `${made.toString().replace(/ +$/gm, '')}\n`;
}

const NO_LINES = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};
