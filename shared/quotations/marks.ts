import type { Paragraph, Span } from '../article/schema';

/** A stretch between quotation marks; `[start, end)` is what stands inside. */
export interface Marked extends Span {
  /** Offsets of the marks themselves: the opening one, and one past the closing one. */
  open: number;
  close: number;
  paragraph: number;
  /** It goes on in the next paragraph, which opens with a mark again. */
  continues: boolean;
}

const OPENING = new Map([
  ['“', '”'],
  ['«', '»'],
  ['„', '“”'],
]);
/** A quotation that is longer has lost its end, code units. */
const LONGEST = 10_000;

/**
 * The stretches between quotation marks of each paragraph: curly, straight, angled, or single ones where there are no
 * others but inside of them. Straight ones open after white space or a bracket and close before it. Inner ones belong to the outer. One that its paragraph does not close goes on when the next
 * paragraph opens with a mark, else it is none. Linear in the text.
 */
export function markedStretches(text: string, paragraphs: readonly Paragraph[]): Marked[] {
  const found: Marked[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    const next = paragraphs[index + 1];
    const goesOn = next !== undefined && /^[“"«„]$/.test(text.charAt(next.start));
    for (const marked of inParagraph(text, paragraph, goesOn)) found.push({ ...marked, paragraph: index });
  }
  const single = paragraphs.flatMap((paragraph, index) =>
    inSingle(text, paragraph).map((marked) => ({ ...marked, paragraph: index })),
  );
  // At least one must close as only a quotation does: an article may have apostrophes alone.
  const areQuotations = single.some(({ end }) => /[.,?!]/.test(text.charAt(end - 1)));
  return areQuotations && areWithin(found, single) ? single : found;
}

/** Whether each of `inner` lies in one of `outer`; both in text order. */
function areWithin(inner: readonly Span[], outer: readonly Span[]): boolean {
  let at = 0;
  return inner.every(({ start, end }) => {
    while (at < outer.length && (outer[at]?.end ?? 0) < end) at++;
    return (outer[at]?.start ?? Number.POSITIVE_INFINITY) < start;
  });
}

/**
 * Stretches in single quotation marks, as British papers print them. A mark that closes
 * is an apostrophe as well: after a comma or a full stop it closes; after a word it closes unless another one follows before
 * the next opening one, and after `s` only where none does ("the builders’ scaffolding").
 */
function inSingle(text: string, { start, end }: Span): Omit<Marked, 'paragraph'>[] {
  const found: Omit<Marked, 'paragraph'>[] = [];
  let open = -1;
  let last = -1;
  const close = (at: number) => {
    if (open >= 0 && at > open + 1 && at - open <= LONGEST)
      found.push({ start: open + 1, end: at, open, close: at + 1, continues: false });
    [open, last] = [-1, -1];
  };
  for (let at = start; at < end; at++) {
    const mark = text.charAt(at);
    if (mark !== '‘' && mark !== '’' && mark !== "'") continue;
    const after = at + 1 < end ? text.charAt(at + 1) : ' ';
    const before = at > start ? text.charAt(at - 1) : ' ';
    if (mark !== '’' && /[\s([{–—-]/.test(before) && /[\p{L}\p{N}“…]/u.test(after)) {
      // "the ’90s", "rock 'n' roll"
      if (/^\d0s|^[nt]['’]/.test(text.slice(at + 1, at + 4))) continue;
      if (open >= 0 && last >= 0) close(last);
      [open, last] = [at, -1];
    } else if (open >= 0 && mark !== '‘' && !/[\p{L}\p{N}]/u.test(after)) {
      if (/[.,?!;:…—–-]/.test(before)) close(at);
      else if (last < 0 || text.charAt(last - 1) === 's') last = at;
    }
  }
  if (open >= 0 && last >= 0) close(last);
  return found;
}

function inParagraph(text: string, { start, end }: Span, goesOn: boolean): Omit<Marked, 'paragraph'>[] {
  const found: Omit<Marked, 'paragraph'>[] = [];
  let open = -1;
  let closers = '';
  let depth = 0;
  for (let at = start; at < end; at++) {
    const mark = text.charAt(at);
    if (open < 0) {
      const closing = OPENING.get(mark) ?? (mark === '"' && opensStraight(text, at, start) ? '"' : undefined);
      if (closing === undefined) continue;
      [open, closers, depth] = [at, closing, 0];
      continue;
    }
    if (closers !== '"' && OPENING.has(mark) && !closers.includes(mark)) depth++;
    else if (closers.includes(mark) && (mark !== '"' || closesStraight(text, at, end))) {
      if (depth > 0) {
        depth--;
        continue;
      }
      if (at - open <= LONGEST && at > open + 1)
        found.push({ start: open + 1, end: at, open, close: at + 1, continues: false });
      open = -1;
    }
  }
  if (open >= 0 && goesOn && end - open <= LONGEST && end > open + 1) {
    found.push({ start: open + 1, end, open, close: end, continues: true });
  }
  return found;
}

function opensStraight(text: string, at: number, start: number): boolean {
  return at === start || /[\s([{–—-]/.test(text.charAt(at - 1));
}

function closesStraight(text: string, at: number, end: number): boolean {
  return at + 1 >= end || /[\s.,;:!?)\]}–—'’-]/.test(text.charAt(at + 1));
}
