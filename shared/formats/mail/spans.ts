import { Parser } from 'htmlparser2';
import type { Span } from '../../article/schema';

/** What markup says of stretches of an HTML text, by their offsets in it. */
export interface MarkedSpans {
  /** Not shown by a browser: newsletters hide a preview line so. */
  hidden: Span[];
  links: { span: Span; href: string }[];
  strong: Span[];
}

const HIDDEN = /(?:^|;)\s{0,20}(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)/i;
/** Deeper than mails nest their tables; what lies deeper tells nothing. */
const DEEPEST = 500;

type Open = { start: number; mark: 'hidden' | 'strong' } | { start: number; mark: 'link'; href: string } | undefined;

/** Hidden stretches, links and bold text; each list in order of its ends. Linear in the text's length. */
export function spansIn(html: string): MarkedSpans {
  const spans: MarkedSpans = { hidden: [], links: [], strong: [] };
  const open: Open[] = [];
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      if (open.length >= DEEPEST) return parser.pause();
      const start = parser.startIndex;
      const href = attributes['href']?.trim() ?? '';
      const isHidden = HIDDEN.test(attributes['style'] ?? '') || attributes['hidden'] !== undefined;
      if (isHidden) open.push({ start, mark: 'hidden' });
      else if (name === 'a' && /^https?:/i.test(href)) open.push({ start, mark: 'link', href });
      else open.push(name === 'b' || name === 'strong' ? { start, mark: 'strong' } : undefined);
    },
    onclosetag() {
      const closed = open.pop();
      if (!closed) return;
      const span = { start: closed.start, end: parser.endIndex + 1 };
      if (closed.mark === 'link') spans.links.push({ span, href: closed.href });
      else spans[closed.mark].push(span);
    },
  });
  parser.write(html);
  if (open.length < DEEPEST) parser.end();
  return spans;
}
