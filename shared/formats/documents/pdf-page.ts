/** A stretch of text as a PDF page shows it. Points, from the page's upper left corner; `y` is the baseline. */
export interface Fragment {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Of the font. */
  size: number;
  font: string;
  /** White space was shown before it. */
  spaced: boolean;
}

/** A line of a column, in reading order. */
export interface Line {
  text: string;
  x: number;
  right: number;
  y: number;
  size: number;
  font: string;
  page: number;
  /** The column that it stands in: a number of its own for each column of each page. */
  column: number;
}

export interface Page {
  number: number;
  height: number;
  lines: Line[];
}

/** A line in the making: fragments of one baseline without a wide gap. */
type Segment = Omit<Line, 'page' | 'column'>;

/** In sizes of the font: a wider gap is none between words, a narrower one is none between letters. */
const WIDE_GAP = 1;
const WORD_GAP = 0.18;
/** Columns have lines at least so wide, and no fewer lines. */
const NARROWEST_COLUMN = 8;
const FEWEST_LINES = 3;
/** Part of the lines that may run across a gutter: headings and pictures' captions. */
const MOST_CROSSING = 0.3;
const DEEPEST = 6;
const BIN = 2;

/** The lines of a page in reading order: column by column between what runs across them. */
export function layOutPage(fragments: readonly Fragment[], page: number, firstColumn: number): Line[] {
  const columns = split(segmentsOf(fragments), 0);
  return columns.flatMap((segments, index) =>
    rowsOf(segments).map((segment) => ({ ...segment, page, column: firstColumn + index })),
  );
}

function segmentsOf(fragments: readonly Fragment[]): Segment[] {
  const rows = baselines(fragments);
  return rows.flatMap((row) => {
    const segments: Segment[] = [];
    let last: Segment | undefined;
    for (const { text, x, y, width, size, font, spaced } of row.sort((a, b) => a.x - b.x)) {
      const right = x + width;
      const gap = last ? x - last.right : 0;
      if (!last || gap > WIDE_GAP * Math.max(size, last.size)) {
        last = { text, x, right, y, size, font };
        segments.push(last);
        continue;
      }
      // Bold is sometimes made by showing the same twice.
      if (gap < -width / 2 && last.text.endsWith(text)) continue;
      const isApart = spaced || gap > WORD_GAP * size;
      last.text += isApart && !/\s$/.test(last.text) && !/^\s/.test(text) ? ` ${text}` : text;
      last.right = Math.max(last.right, right);
      if (size > last.size) Object.assign(last, { size, font, y });
    }
    return segments;
  });
}

/** Fragments of one baseline together, from the top; raised and lowered ones belong to the line that they overlap. */
function baselines(fragments: readonly Fragment[]): Fragment[][] {
  const rows: { y: number; size: number; fragments: Fragment[] }[] = [];
  const sorted = [...fragments].sort((a, b) => a.y - b.y || b.size - a.size);
  for (const fragment of sorted) {
    const row = rows.at(-1);
    const near = row && Math.abs(fragment.y - row.y) < 0.4 * Math.max(row.size, fragment.size);
    if (!row || !near) {
      rows.push({ y: fragment.y, size: fragment.size, fragments: [fragment] });
      continue;
    }
    row.fragments.push(fragment);
    if (fragment.size > row.size) Object.assign(row, { y: fragment.y, size: fragment.size });
  }
  return rows.map((row) => row.fragments);
}

/** Splits at a gutter, if there is one: left column before right, each up to the next line that crosses it. */
function split(segments: readonly Segment[], depth: number): Segment[][] {
  const gutter = depth < DEEPEST ? gutterOf(segments) : undefined;
  if (gutter === undefined) return [[...segments]];
  const columns: Segment[][] = [];
  let left: Segment[] = [];
  let right: Segment[] = [];
  let across: Segment[] = [];
  const flushColumns = () => {
    if (left.length > 0) columns.push(...split(left, depth + 1));
    if (right.length > 0) columns.push(...split(right, depth + 1));
    left = [];
    right = [];
  };
  for (const segment of [...segments].sort((a, b) => a.y - b.y || a.x - b.x)) {
    if (crosses(segment, gutter)) {
      flushColumns();
      across.push(segment);
      continue;
    }
    if (across.length > 0) columns.push(across);
    across = [];
    (segment.right <= gutter + 1 ? left : right).push(segment);
  }
  flushColumns();
  if (across.length > 0) columns.push(across);
  return columns;
}

function crosses({ x, right }: Segment, at: number): boolean {
  return x < at - 1 && right > at + 1;
}

/** Where a gutter runs: the place that the fewest lines cross, with columns of running text on both sides. */
function gutterOf(segments: readonly Segment[]): number | undefined {
  if (segments.length < 2 * FEWEST_LINES) return undefined;
  const from = Math.min(...segments.map(({ x }) => x));
  const bins = Math.min(2000, Math.ceil((Math.max(...segments.map(({ right }) => right)) - from) / BIN));
  const covered = new Array<number>(bins + 1).fill(0);
  const endedBy = new Array<number>(bins + 1).fill(0);
  for (const { x, right } of segments) {
    const first = Math.min(bins, Math.ceil((x + 1 - from) / BIN));
    const end = Math.min(bins, Math.max(first, Math.ceil((right - 1 - from) / BIN)));
    covered[first] = (covered[first] ?? 0) + 1;
    covered[end] = (covered[end] ?? 0) - 1;
    endedBy[end] = (endedBy[end] ?? 0) + 1;
  }
  let crossing = 0;
  let left = 0;
  let best: { start: number; end: number; crossing: number } | undefined;
  for (let bin = 0; bin < bins; bin++) {
    crossing += covered[bin] ?? 0;
    left += endedBy[bin] ?? 0;
    const right = segments.length - left - crossing;
    if (left < FEWEST_LINES || right < FEWEST_LINES || crossing > MOST_CROSSING * (left + right)) continue;
    if (best && best.crossing === crossing && best.end === bin - 1) best.end = bin;
    else if (!best || crossing < best.crossing) best = { start: bin, end: bin, crossing };
  }
  if (!best) return undefined;
  const at = from + ((best.start + best.end) / 2) * BIN;
  const lefts = segments.filter(({ right }) => right <= at + 1);
  const rights = segments.filter(({ x }) => x >= at - 1);
  return isColumn(lefts) && isColumn(rights) && areBeside(lefts, rights) ? at : undefined;
}

/** Lines of running text, not the cells of a table or the marks of a list. */
function isColumn(segments: readonly Segment[]): boolean {
  const widths = segments.map(({ x, right, size }) => (right - x) / size).sort((a, b) => a - b);
  return segments.length >= FEWEST_LINES && (widths[Math.floor(widths.length / 2)] ?? 0) >= NARROWEST_COLUMN;
}

function areBeside(lefts: readonly Segment[], rights: readonly Segment[]): boolean {
  const [leftTop, leftEnd] = extent(lefts);
  const [rightTop, rightEnd] = extent(rights);
  const size = lefts[0]?.size ?? 0;
  return Math.min(leftEnd, rightEnd) - Math.max(leftTop, rightTop) > 2 * size;
}

function extent(segments: readonly Segment[]): [number, number] {
  const ys = segments.map(({ y }) => y);
  return [Math.min(...ys), Math.max(...ys)];
}

/** Segments of one row together again: within a column, a wide gap is one of a table or a leader. */
function rowsOf(segments: readonly Segment[]): Segment[] {
  const rows: Segment[] = [];
  for (const segment of [...segments].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    if (row && Math.abs(row.y - segment.y) < 0.4 * Math.max(row.size, segment.size) && segment.x >= row.right - 1) {
      row.text = `${row.text.trimEnd()} ${segment.text.trimStart()}`;
      row.right = segment.right;
    } else rows.push({ ...segment });
  }
  return rows;
}
