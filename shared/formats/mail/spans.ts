import { Parser } from 'htmlparser2';
import type { Span } from '../../article/schema';

/**
 * What markup says of stretches of an HTML text, by their offsets in it; each list ascends, and of stretches in each
 * other has the outermost.
 */
export interface MarkedSpans {
  /** Not shown by a browser: newsletters hide a preview line so. */
  hidden: Span[];
  /** `text` is its first words. */
  links: { span: Span; href: string; text: string }[];
  strong: Span[];
}

const HIDDEN = /(?:^|;)\s{0,20}(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)/i;
/** Deeper than mails nest their tables; what lies deeper tells nothing. */
const DEEPEST = 500;

type Mark = 'hidden' | 'strong' | 'link';
type Open = { start: number; mark: Mark; href: string } | undefined;
/** Words of a link that are kept. */
const LONGEST_TEXT = 100;

/** Hidden stretches, links and bold text. Linear in the text's length. */
export function spansIn(html: string): MarkedSpans {
  const spans: MarkedSpans = { hidden: [], links: [], strong: [] };
  const open: Open[] = [];
  const depth: Record<Mark, number> = { hidden: 0, strong: 0, link: 0 };
  let text = '';
  const parser: Parser = new Parser({
    ontext(words) {
      if (depth.link > 0 && text.length < LONGEST_TEXT) text += words;
    },
    onopentag(name, attributes) {
      if (open.length >= DEEPEST) return parser.pause();
      const start = parser.startIndex;
      const href = attributes['href']?.trim() ?? '';
      const isHidden = HIDDEN.test(attributes['style'] ?? '') || attributes['hidden'] !== undefined;
      const isLink = name === 'a' && /^https?:/i.test(href);
      const isBold = name === 'b' || name === 'strong';
      const mark = isHidden ? 'hidden' : isLink ? 'link' : isBold ? 'strong' : undefined;
      if (mark === 'link' && depth.link === 0) text = '';
      if (mark) depth[mark] += 1;
      open.push(mark && { start, mark, href });
    },
    onclosetag() {
      const closed = open.pop();
      if (!closed) return;
      depth[closed.mark] -= 1;
      if (depth[closed.mark] > 0) return;
      const span = { start: closed.start, end: parser.endIndex + 1 };
      if (closed.mark === 'link') spans.links.push({ span, href: closed.href, text: text.replace(/\s+/g, ' ').trim() });
      else spans[closed.mark].push(span);
    },
  });
  parser.write(html);
  if (open.length < DEEPEST) parser.end();
  return spans;
}

/** The index of the first of ascending stretches that ends after `position`; their number when none does. */
export function firstAfter(spans: readonly Span[], position: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
